class NotYourOwnData:
    def validate(self, password, user=None):
        """Refuse a password made of the person's own data."""

    def get_help_text(self):
        return ""

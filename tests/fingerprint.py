"""What the tables hold, to show that a request changed nothing."""

from django.db import connection

NOT_BUSINESS = {"django_session", "people_session", "attempt_limit", "django_migrations"}


def digest() -> dict[str, str]:
    """Return a fingerprint of each table except sessions and counted attempts."""
    tables = sorted(set(connection.introspection.table_names()) - NOT_BUSINESS)
    return _fingerprints(tuple(tables))


def _fingerprints(tables: tuple[str, ...]) -> dict[str, str]:
    one = "SELECT '{0}', md5(coalesce(string_agg(t::text, chr(10) ORDER BY t::text), '')) FROM \"{0}\" t"
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(one.format(table) for table in tables))
        return dict(cursor.fetchall())

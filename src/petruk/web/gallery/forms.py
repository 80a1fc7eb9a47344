from django import forms

RUBRIC = (
    ("10", "Ada di SKPD, tetapi tidak ditindaklanjuti sehingga belum bermanfaat bagi pihak lain."),
    ("20", "Hanya dapat dimanfaatkan oleh pegawai yang bersangkutan."),
    ("30", "Bermanfaat bagi seluruh pegawai di lingkup SKPD."),
    ("40", "Bermanfaat bagi seluruh SKPD atau masyarakat umum, mendorong kinerja dan kesejahteraan."),
)


class SampleForm(forms.Form):
    """One field of each kind, so that the gallery shows it empty, filled, wrong and closed."""

    query = forms.CharField(label="Nama atau NIP", help_text="Boleh sebagian, misalnya “rahma”.", required=False)
    unit = forms.ChoiceField(
        label="Unit kerja", choices=(("", "Pilih unit kerja"), ("1", "Dinas Sosial"), ("2", "Dinas Kesehatan"))
    )
    opens_on = forms.DateField(label="Dibuka pada", widget=forms.DateInput(attrs={"type": "date"}))
    attendance = forms.DecimalField(label="Tingkat kehadiran", min_value=0, max_value=100, localize=True)
    innovation = forms.CharField(
        label="Nama dan uraian singkat inovasi", max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    level = forms.ChoiceField(label="Pilih yang paling sesuai", choices=RUBRIC, widget=forms.RadioSelect)
    team_work = forms.ChoiceField(
        label="Team work",
        help_text="Dinilai secara objektif oleh Kepala SKPD.",
        choices=[(n, n) for n in ("10", "15", "20")],
        widget=forms.RadioSelect,
    )
    file = forms.FileField(label="Berkas absensi")
    sure = forms.BooleanField(label="Saya sudah memeriksa nama dan NIP-nya.")

from django.urls import path

from petruk.web.deciding import agency, head, progress, reminders, verifying

app_name = "deciding"
urlpatterns = [
    path("unit/", head.desk, name="head"),
    path("unit/<slug:assessment>/", head.decide, name="decide"),
    path("unit/<slug:assessment>/kembalikan/", head.return_, name="return_by_head"),
    path("instansi/", agency.desk, name="agency"),
    path("instansi/kemajuan/", progress.progress, name="progress"),
    path("instansi/kemajuan/pengingat/", reminders.reminders, name="reminders"),
    path("instansi/kemajuan/pengingat/surat/", reminders.letters, name="letters"),
    path("instansi/verifikasi/", verifying.verify, name="verify"),
    path("instansi/<slug:assessment>/verifikasi/", verifying.verify_one, name="verify_one"),
    path("instansi/<slug:assessment>/kembalikan/", agency.return_, name="return_by_agency"),
]

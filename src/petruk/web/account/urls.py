from django.urls import path

from petruk.web.account import own_sessions, passkeys, second_step, security, views

app_name = "account"
urlpatterns = [
    path("masuk/", views.sign_in, name="sign_in"),
    path("masuk/kode/", second_step.second_step, name="second_step"),
    path("keluar/", views.sign_out, name="sign_out"),
    path("akun/", views.account, name="account"),
    path("akun/sandi/", views.password, name="password"),
    path("akun/keluar/", views.sign_out_everywhere, name="sign_out_everywhere"),
    path("akun/sesi/", own_sessions.own_sessions, name="sessions"),
    path("akun/keamanan/", security.security, name="security"),
    path("akun/keamanan/aplikasi/", security.app, name="app"),
    path("akun/keamanan/aplikasi/matikan/", security.switch_off, name="switch_off"),
    path("akun/keamanan/kunci/", passkeys.passkeys, name="passkeys"),
    path("akun/keamanan/kunci/hapus/", passkeys.remove, name="remove_passkey"),
    path("akun/keamanan/kode-pemulihan/", security.recovery_codes, name="recovery_codes"),
]

from django.urls import path

from petruk.web.account import views

app_name = "account"
urlpatterns = [
    path("masuk/", views.sign_in, name="sign_in"),
    path("keluar/", views.sign_out, name="sign_out"),
    path("akun/", views.account, name="account"),
    path("akun/sandi/", views.password, name="password"),
    path("akun/keluar/", views.sign_out_everywhere, name="sign_out_everywhere"),
]

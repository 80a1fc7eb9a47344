from django.urls import path

from petruk.web.users import mandates, views

app_name = "users"
urlpatterns = [
    path("", views.users, name="users"),
    path("baru/", views.create, name="create"),
    path("<str:public_id>/", views.user, name="user"),
    path("<str:public_id>/ubah/", views.change, name="change"),
    path("<str:public_id>/nonaktifkan/", views.disable, name="disable"),
    path("<str:public_id>/aktifkan/", views.enable, name="enable"),
    path("<str:public_id>/sandi/", views.reset_password, name="reset_password"),
    path("<str:public_id>/langkah-kedua/", views.reset_second_factor, name="reset_second_factor"),
    path("<str:public_id>/keluarkan/", views.end_sessions, name="end_sessions"),
    path("<str:public_id>/mandat/baru/", mandates.give, name="give_mandate"),
    path("<str:public_id>/mandat/<str:mandate_id>/", mandates.end, name="end_mandate"),
    path("<str:public_id>/mandat/<str:mandate_id>/cabut/", mandates.revoke, name="revoke_mandate"),
]

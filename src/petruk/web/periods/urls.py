from django.urls import path

from petruk.web.periods import acts, views

app_name = "periods"
urlpatterns = [
    path("", views.period_list, name="periods"),
    path("baru/", views.create, name="create"),
    path("<slug:public_id>/", views.period, name="period"),
    path("<slug:public_id>/ubah/", views.change, name="change"),
    path("<slug:public_id>/kesiapan/", views.readiness, name="readiness"),
    path("<slug:public_id>/terbitkan/", acts.publish, name="publish"),
    path("<slug:public_id>/buka/", acts.open_period, name="open"),
    path("<slug:public_id>/tutup/", acts.close_period, name="close"),
    path("<slug:public_id>/perpanjang/", acts.extend, name="extend"),
]

from petruk.config.startup import connected


def run(arguments: list[str]) -> int:
    """Work through the queue until stopped. Many workers may run, on many machines."""
    with connected():
        from procrastinate.contrib.django import app  # noqa: PLC0415  needs the settings

        with app.replace_connector(app.connector.get_worker_connector()) as working:
            working.run_worker(install_signal_handlers=True, listen_notify=True)
    return 0

"""Charts and pages for people, drawn from rows; knows neither the warehouse nor Prefect."""

from report.page import make_report, volume_image

__all__ = ["make_report", "volume_image"]

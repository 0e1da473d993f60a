"""Charts and pages for people, drawn from rows; knows neither the warehouse nor Prefect."""

from report.page import funnel_image, make_report, volume_image

__all__ = ["funnel_image", "make_report", "volume_image"]

"""Charts and pages for people, drawn from rows; knows neither the warehouse nor Prefect."""

from report.page import make_report
from report.sections.runs import image as funnel_image
from report.sections.volume import image as volume_image

__all__ = ["funnel_image", "make_report", "volume_image"]

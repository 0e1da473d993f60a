"""Charts and pages for people, drawn from rows; knows neither the warehouse nor Prefect."""

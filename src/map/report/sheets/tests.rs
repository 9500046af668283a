//! Sheets hold whatever stands in a report.

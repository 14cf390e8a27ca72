"""Who will do what to whom next: forecasts of coded events from the stream of past ones, with the events behind each."""

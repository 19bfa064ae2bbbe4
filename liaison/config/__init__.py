"""The roof: settings, URLs, servers. The only place that sees everything."""

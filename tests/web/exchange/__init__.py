"""The pages of exchange, against simulated bureaus."""

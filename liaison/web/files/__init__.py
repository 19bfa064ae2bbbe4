"""Pages of files: adding one, what was added, downloading; partials for pages of other rooms."""

"""What has the page's keys for a while: jump labels, a held type, a held end, a list under review."""

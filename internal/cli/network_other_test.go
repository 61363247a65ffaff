//go:build !linux

package cli_test

// withoutNetwork needs Linux; elsewhere the scripts run as they are.
func withoutNetwork() (code int, moved bool) { return 0, false }

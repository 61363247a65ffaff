//go:build !windows

package main

import "os"

// systemLocale is the language of this system's messages, "es_MX.UTF-8" (POSIX
// 2024, Base Definitions, section 8.2).
func systemLocale() string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if value := os.Getenv(name); value != "" {
			return value
		}
	}
	return ""
}

package main

import "golang.org/x/sys/windows"

// systemLocale is the language in which this person has Windows speak, "es-MX".
func systemLocale() string {
	languages, err := windows.GetUserPreferredUILanguages(windows.MUI_LANGUAGE_NAME)
	if err != nil || len(languages) == 0 {
		return ""
	}
	return languages[0]
}

package csafcheck

import "slices"

// sorted sorts a list that is the caller's own.
func sorted(list []string) []string {
	slices.Sort(list)
	return list
}

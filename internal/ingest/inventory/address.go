package inventory

import (
	"net/netip"
	"strings"
)

// address is an address of a machine that others can reach; "" for loopback,
// link-local and anything that is none.
func address(text string) string {
	text, _, _ = strings.Cut(strings.TrimSpace(text), "/")
	addr, err := netip.ParseAddr(text)
	if err != nil || addr.IsLoopback() || addr.IsUnspecified() || addr.IsLinkLocalUnicast() || addr.IsMulticast() {
		return ""
	}
	return addr.Unmap().WithZone("").String()
}

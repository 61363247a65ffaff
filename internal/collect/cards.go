package collect

import (
	"slices"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/inventory"
)

// Card is a network adapter of Windows: its identifier, "{GUID}", and hardware
// address.
type Card struct{ ID, MAC string }

const (
	cardClass    = `HKLM\SYSTEM\CurrentControlSet\Control\Class\{4d36e972-e325-11ce-bfc1-08002be10318}`
	physicalCard = 0x4 // NCF_PHYSICAL of an adapter's Characteristics (netcfgx.h): there is hardware to it
)

// Cards puts in the hardware addresses of the machine's network cards. Adapters that
// the registry knows as no hardware (tunnels, switches of virtual machines) are left
// out.
func Cards(c *inventory.Collected, r Registry, cards []Card) {
	known := map[string]bool{} // by lower-case identifier: is there hardware
	for _, key := range r.Keys(cardClass) {
		at := cardClass + `\` + key
		id := strings.ToLower(r.Text(at, "NetCfgInstanceId"))
		if n, ok := r.Number(at, "Characteristics"); ok && id != "" {
			known[id] = n&physicalCard != 0
		}
	}
	for _, card := range cards {
		mac := domain.FoldMAC(card.MAC)
		if hardware, ok := known[strings.ToLower(card.ID)]; mac != "" && (hardware || !ok) && !slices.Contains(c.Machine.MACs, mac) {
			c.Machine.MACs = append(c.Machine.MACs, mac)
		}
	}
	slices.Sort(c.Machine.MACs)
}

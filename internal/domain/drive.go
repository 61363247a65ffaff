package domain

// Drive is a removable medium that is plugged in: a stick, a card, a disk in a drive.
type Drive struct {
	Path string `json:"path"`          // where its files are: "E:\", "/media/jo/STICK"
	Name string `json:"name,omitzero"` // its label, where it has one
}

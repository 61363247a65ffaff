package domain

import "time"

// What a machine's document can be told by.
const (
	SignSerial = "serial"
	SignTag    = "asset-tag"
	SignName   = "name" // its own name or a host name
	SignMAC    = "mac"
	SignIP     = "ip"
	SignFile   = "file" // the name of the file, where the document names no machine

	SignGiven = "given" // a person said so with the import
)

// AssetSign is one thing a machine's document is told by.
type AssetSign struct {
	By    string `json:"by"`
	Value string `json:"value"`
}

// AssetRule is a person's answer to the question which asset a document is of, with
// everything by which documents come to that asset since: what the answer taught the
// asset of itself (serial number, names, addresses), and the name of the file.
type AssetRule struct {
	ID      string      `json:"id"`
	Asset   string      `json:"asset"`
	Name    string      `json:"asset_name,omitzero"` // in answers; not kept
	Signs   []AssetSign `json:"signs"`
	Subject string      `json:"subject,omitzero"` // what a document told by its file must say that it describes; "" says nothing
	File    string      `json:"file"`             // about which it was asked
	By      string      `json:"by"`
	At      time.Time   `json:"at"`
}

package domain

// The formats that assets and what runs on them come in.
const (
	FormatAssetList Format = "asset-list" // a table with a row per asset
	FormatHostList  Format = "host-list"  // a host name or address per line
)

package words

// AssetField names a fact of an asset, given by its name in domain.AssetFields.
func AssetField(name string) string { return word("field_", name, name) }

// enFields are the facts of an asset.
var enFields = Catalogue{
	"field_name": {Say: "Name"}, "field_kind": {Say: "Kind"}, "field_role": {Say: "Role"}, "field_manufacturer": {Say: "Manufacturer"},
	"field_model": {Say: "Model"}, "field_serial": {Say: "Serial"}, "field_asset-tag": {Say: "Asset tag"}, "field_firmware": {Say: "Firmware"},
	"field_os": {Say: "Operating system"}, "field_os-build": {Say: "OS build"}, "field_hostname": {Say: "Host names"}, "field_ip": {Say: "Addresses"},
	"field_mac": {Say: "Hardware addresses"}, "field_location": {Say: "Location"}, "field_zone": {Say: "Network zone"}, "field_environment": {Say: "Environment"},
	"field_owner": {Say: "Owner"}, "field_custodian": {Say: "Custodian"}, "field_vendor-contact": {Say: "Vendor contact"},
	"field_exposed": {Say: "Publicly exposed"}, "field_criticality": {Say: "Criticality"}, "field_safety": {Say: "Can a failure hurt people"},
	"field_mission": {Say: "Mission stops without it"}, "field_window": {Say: "Maintenance window"}, "field_window-group": {Say: "Maintenance group"},
	"field_next-upgrade": {Say: "Next upgrade"}, "field_support-end": {Say: "Support ends"}, "field_twin": {Say: "Recovery twin"},
	"field_udi": {Say: "UDI-DI"}, "field_fda-class": {Say: "FDA class"}, "field_mds2": {Say: "MDS2 form"}, "field_approved-patches": {Say: "Approved patches"},
	"field_bes-class": {Say: "BES class"}, "field_protocol": {Say: "Protocols"}, "field_data-class": {Say: "Data class"}, "field_third-party": {Say: "Third party"},
	"field_tag": {Say: "Tags"}, "field_notes": {Say: "Notes"},
}

package csafcheck

// Names that are reserved for the two special ids of sharing groups (2.1, section
// 3.2.2.5.1).
const (
	publicGroup = "Public"
	closedGroup = "No sharing allowed"
)

func (d *document) sharingGroup() *place {
	return d.root.field("document", "distribution", "sharing_group")
}

// maxOutsideClear is 6.1.38.
func maxOutsideClear(d *document, report reporter) {
	label := d.root.field("document", "distribution", "tlp", "label")
	if d.sharingGroup().get("id") == maxUUID && label.text() != "CLEAR" {
		report(or(label, d.sharingGroup()), "check_sharing_max", "label", label.text())
	}
}

// clearWithoutMax is 6.1.39.
func clearWithoutMax(d *document, report reporter) {
	id := d.sharingGroup().field("id")
	draft := id.text() == nilUUID && d.root.get("document", "tracking", "status") == "draft"
	if d.label() == "CLEAR" && id != nil && id.text() != maxUUID && !draft {
		report(id, "check_sharing_clear")
	}
}

// reservedGroupName is 6.1.40.
func reservedGroupName(d *document, report reporter) {
	group := d.sharingGroup()
	name, id := group.field("name"), group.get("id")
	if name.text() == publicGroup && id != maxUUID || name.text() == closedGroup && id != nilUUID {
		report(name, "check_sharing_name_reserved", "name", name.text())
	}
}

// missingGroupName is 6.1.41.
func missingGroupName(d *document, report reporter) {
	group := d.sharingGroup()
	want := map[string]string{maxUUID: publicGroup, nilUUID: closedGroup}[group.get("id")]
	if want != "" && group.get("name") != want {
		report(or(group.field("name"), group), "check_sharing_name", "want", want)
	}
}

// groupMax is 6.2.28.
func groupMax(d *document, report reporter) {
	if id := d.sharingGroup().field("id"); id.text() == maxUUID {
		report(id, "check_sharing_uses_max")
	}
}

// groupNil is 6.2.29.
func groupNil(d *document, report reporter) {
	if id := d.sharingGroup().field("id"); id.text() == nilUUID {
		report(id, "check_sharing_uses_nil")
	}
}

// groupOnClear is 6.2.30.
func groupOnClear(d *document, report reporter) {
	if group := d.sharingGroup(); group != nil && d.label() == "CLEAR" {
		report(group, "check_sharing_on_clear")
	}
}

// missingLabel is 6.2.10 of CSAF 2.0.
func missingLabel(d *document, report reporter) {
	if label := d.root.field("document", "distribution", "tlp", "label"); label == nil {
		report(d.root.field("document"), "check_tlp_missing")
	} else if len(label.text()) == 0 {
		report(label, "check_tlp_missing")
	}
}

package domain

import "time"

// Answer is yes, no or not answered; unknown is a value of its own.
type Answer string

// Answers.
const (
	Unanswered Answer = ""
	Yes        Answer = "yes"
	No         Answer = "no"
)

// Stated is what a person answered, with who and when.
type Stated struct {
	Value Answer    `json:"value,omitzero"`
	By    string    `json:"by,omitzero"`
	At    time.Time `json:"at,omitzero"`
}

// Asset is one machine or device of the operator. Every field but Name may be
// empty, which means not known. [AssetFields] lists what can be typed, imported
// and shown by name.
type Asset struct {
	ID            string    `json:"id"`
	Revision      int       `json:"revision"`
	Name          string    `json:"name"`
	Kind          string    `json:"kind,omitzero"` // workstation, server, medical device, network, ...
	Role          string    `json:"role,omitzero"`
	Manufacturer  string    `json:"manufacturer,omitzero"`
	Model         string    `json:"model,omitzero"`
	Serial        string    `json:"serial,omitzero"`
	AssetTag      string    `json:"asset_tag,omitzero"`
	Firmware      string    `json:"firmware,omitzero"` // version of the device's own software
	OS            string    `json:"os,omitzero"`
	OSBuild       string    `json:"os_build,omitzero"` // on Windows with the update revision: "10.0.19045.5131"
	Hostnames     []string  `json:"hostnames,omitzero"`
	IPs           []string  `json:"ips,omitzero"`
	MACs          []string  `json:"macs,omitzero"` // upper case, with colons
	Location      string    `json:"location,omitzero"`
	Zone          string    `json:"zone,omitzero"` // network zone
	Environment   string    `json:"environment,omitzero"`
	Owner         string    `json:"owner,omitzero"`     // who answers for it
	Custodian     string    `json:"custodian,omitzero"` // who has it in hand
	VendorContact string    `json:"vendor_contact,omitzero"`
	Exposure      []Stated  `json:"exposure,omitzero"`    // publicly exposed? every answer ever given, oldest first
	Criticality   string    `json:"criticality,omitzero"` // low, medium, high
	CriticalityBy string    `json:"criticality_by,omitzero"`
	CriticalityAt time.Time `json:"criticality_at,omitzero"`
	Safety        Stated    `json:"safety,omitzero"`       // can a failure hurt people?
	Mission       Stated    `json:"mission,omitzero"`      // does the mission stop without it?
	Window        string    `json:"window,omitzero"`       // when it may be worked on: "Sun 02:00-05:00"
	WindowGroup   string    `json:"window_group,omitzero"` // what is patched together
	NextUpgrade   Day       `json:"next_upgrade,omitzero"`
	SupportEnd    Day       `json:"support_end,omitzero"`
	Twin          string    `json:"twin,omitzero"`             // name of its twin for disaster recovery
	UDI           string    `json:"udi,omitzero"`              // medical: UDI-DI
	FDAClass      string    `json:"fda_class,omitzero"`        // medical: I, II, III
	MDS2          string    `json:"mds2,omitzero"`             // medical: reference of the maker's disclosure statement
	ApprovedList  string    `json:"approved_patches,omitzero"` // medical: where the maker's list of approved patches is
	BESClass      string    `json:"bes_class,omitzero"`        // utilities: BES cyber system impact, low, medium, high
	Protocols     []string  `json:"protocols,omitzero"`        // utilities: modbus, dnp3 ...
	DataClass     string    `json:"data_class,omitzero"`       // banks: class of the data on it
	ThirdParty    string    `json:"third_party,omitzero"`      // banks: who runs or supplies it
	Tags          []string  `json:"tags,omitzero"`
	Notes         string    `json:"notes,omitzero"`
	Created       time.Time `json:"created"`
	Retired       time.Time `json:"retired,omitzero"`
	MergedInto    string    `json:"merged_into,omitzero"` // id of the asset this one turned out to be
}

// Exposed is the newest answer to "publicly exposed?".
func (a *Asset) Exposed() Stated {
	if n := len(a.Exposure); n > 0 {
		return a.Exposure[n-1]
	}
	return Stated{}
}

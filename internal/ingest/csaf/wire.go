package csaf

import "github.com/go-json-experiment/json/jsontext"

// The wire structs hold the members that are read; JSON names are those of the
// standard's schema, section numbers those of CSAF 2.0.

type wireDocument struct {
	Document        wireMeta            `json:"document"`
	ProductTree     wireTree            `json:"product_tree"`
	Vulnerabilities []wireVulnerability `json:"vulnerabilities"`
	Extensions      jsontext.Value      `json:"x_extensions"` // CSAF 2.1
}

// wireExtension is section 2.4.4 of CSAF 2.1, without the content, which is read of none.
type wireExtension struct {
	Schema   string `json:"$schema"`
	Category string `json:"category"`
}

// wireMeta is section 3.2.1.
type wireMeta struct {
	Acknowledgments   []wireCredit `json:"acknowledgments"`
	AggregateSeverity struct {
		Text string `json:"text"`
	} `json:"aggregate_severity"`
	Category     string `json:"category"`
	CSAFVersion  string `json:"csaf_version"`
	Distribution struct {
		Text    string `json:"text"`
		Sharing struct {
			ID   string `json:"id"`
			Name string `json:"name"`
		} `json:"sharing_group"` // since 2.1
		TLP struct {
			Label string `json:"label"`
		} `json:"tlp"`
	} `json:"distribution"`
	Lang      string     `json:"lang"`
	Notes     []wireNote `json:"notes"`
	Publisher struct {
		Category  string `json:"category"`
		Name      string `json:"name"`
		Namespace string `json:"namespace"`
		Contact   string `json:"contact_details"`
		Authority string `json:"issuing_authority"`
	} `json:"publisher"`
	References []wireReference `json:"references"`
	Title      string          `json:"title"`
	Tracking   wireTracking    `json:"tracking"`
	Extensions jsontext.Value  `json:"x_extensions"`
}

// wireTracking is section 3.2.1.12.
type wireTracking struct {
	Aliases            []string       `json:"aliases"`
	CurrentReleaseDate string         `json:"current_release_date"`
	ID                 string         `json:"id"`
	InitialReleaseDate string         `json:"initial_release_date"`
	RevisionHistory    []wireRevision `json:"revision_history"`
	Status             string         `json:"status"`
	Version            string         `json:"version"`
}

type wireRevision struct {
	Date    string `json:"date"`
	Number  string `json:"number"`
	Summary string `json:"summary"`
}

// wireCredit is section 3.1.1.
type wireCredit struct {
	Names        []string `json:"names"`
	Organization string   `json:"organization"`
	Summary      string   `json:"summary"`
	URLs         []string `json:"urls"`
}

// wireInvolvement is section 3.2.3.7 (3.2.4.8 in 2.1).
type wireInvolvement struct {
	Contact string `json:"contact"` // since 2.1
	Date    string `json:"date"`
	Party   string `json:"party"`
	Status  string `json:"status"`
	Summary string `json:"summary"`
}

// wireNote is section 3.1.4.
type wireNote struct {
	Category string `json:"category"`
	Text     string `json:"text"`
	Title    string `json:"title"`
}

// wireReference is section 3.1.9.
type wireReference struct {
	Category string `json:"category"`
	Summary  string `json:"summary"`
	URL      string `json:"url"`
}

// wireTree is section 3.2.2.
type wireTree struct {
	Branches         []wireBranch       `json:"branches"`
	FullProductNames []wireProduct      `json:"full_product_names"`
	ProductGroups    []wireGroup        `json:"product_groups"`
	Relationships    []wireRelationship `json:"relationships"`
	ProductPaths     []wirePath         `json:"product_paths"` // CSAF 2.1
}

// wireBranch is section 3.1.2.
type wireBranch struct {
	Branches []wireBranch `json:"branches"`
	Category string       `json:"category"`
	Name     string       `json:"name"`
	Product  *wireProduct `json:"product"`
}

func (b *wireBranch) empty() bool {
	return b.Category == "" && b.Name == "" && b.Product == nil && len(b.Branches) == 0
}

// wireProduct is section 3.1.3.
type wireProduct struct {
	Name       string          `json:"name"`
	ProductID  string          `json:"product_id"`
	Helper     *wireHelper     `json:"product_identification_helper"`
	Extensions *jsontext.Value `json:"x_extensions"` // rare, and there may be very many products
}

type wireHelper struct {
	CPE    string `json:"cpe"`
	Hashes []struct {
		FileHashes []struct {
			Algorithm string `json:"algorithm"`
			Value     string `json:"value"`
		} `json:"file_hashes"`
	} `json:"hashes"`
	ModelNumbers  []string `json:"model_numbers"`
	PURL          string   `json:"purl"`
	PURLs         []string `json:"purls"` // CSAF 2.1
	SerialNumbers []string `json:"serial_numbers"`
	SKUs          []string `json:"skus"`
	GenericURIs   []struct {
		URI string `json:"uri"`
	} `json:"x_generic_uris"`
}

type wireGroup struct {
	GroupID    string   `json:"group_id"`
	ProductIDs []string `json:"product_ids"`
}

type wireRelationship struct {
	Category  string      `json:"category"`
	Product   wireProduct `json:"full_product_name"`
	Reference string      `json:"product_reference"`
	RelatesTo string      `json:"relates_to_product_reference"`
}

type wirePath struct {
	Beginning string      `json:"beginning_product_reference"`
	Product   wireProduct `json:"full_product_name"`
	Subpaths  []struct {
		Category string `json:"category"`
		Next     string `json:"next_product_reference"`
	} `json:"subpaths"`
}

// wireVulnerability is section 3.2.3.
type wireVulnerability struct {
	Acknowledgments []wireCredit      `json:"acknowledgments"`
	CVE             string            `json:"cve"`
	CWE             wireCWE           `json:"cwe"`
	CWEs            []wireCWE         `json:"cwes"` // CSAF 2.1
	Flags           []wireFlag        `json:"flags"`
	Discovered      string            `json:"discovery_date"`
	Disclosed       string            `json:"disclosure_date"` // CSAF 2.1
	Released        string            `json:"release_date"`    // CSAF 2.0
	IDs             []wireID          `json:"ids"`
	Involvements    []wireInvolvement `json:"involvements"`
	Metrics         []wireMetric      `json:"metrics"` // CSAF 2.1
	Notes           []wireNote        `json:"notes"`
	Status          wireStatus        `json:"product_status"`
	References      []wireReference   `json:"references"`
	Remediations    []wireRemediation `json:"remediations"`
	Scores          []wireScores      `json:"scores"`
	Threats         []wireThreat      `json:"threats"`
	Title           string            `json:"title"`
	Extensions      jsontext.Value    `json:"x_extensions"`
}

// empty reports an entry that is null or says nothing.
func (v *wireVulnerability) empty() bool {
	return v.CVE == "" && v.Title == "" && v.CWE.ID == "" && v.Status.size() == 0 &&
		len(v.Acknowledgments)+len(v.Involvements)+len(v.CWEs)+len(v.Flags)+len(v.IDs)+len(v.Metrics)+len(v.Notes)+
			len(v.References)+len(v.Remediations)+len(v.Scores)+len(v.Threats) == 0
}

type wireCWE struct {
	ID string `json:"id"`
}

type wireID struct {
	System string `json:"system_name"`
	Text   string `json:"text"`
}

type wireFlag struct {
	Label      string   `json:"label"`
	GroupIDs   []string `json:"group_ids"`
	ProductIDs []string `json:"product_ids"`
}

// wireStatus is section 3.2.3.9.
type wireStatus struct {
	FirstAffected      []string `json:"first_affected"`
	FirstFixed         []string `json:"first_fixed"`
	Fixed              []string `json:"fixed"`
	KnownAffected      []string `json:"known_affected"`
	KnownNotAffected   []string `json:"known_not_affected"`
	LastAffected       []string `json:"last_affected"`
	UnderInvestigation []string `json:"under_investigation"`
}

// wireRemediation is section 3.2.3.12.
type wireRemediation struct {
	Category        string   `json:"category"`
	Date            string   `json:"date"`
	Details         string   `json:"details"`
	Entitlements    []string `json:"entitlements"`
	GroupIDs        []string `json:"group_ids"`
	ProductIDs      []string `json:"product_ids"`
	RestartRequired struct {
		Category string `json:"category"`
	} `json:"restart_required"`
	URL string `json:"url"`
}

type wireScores struct {
	CVSS2 *wireCVSS `json:"cvss_v2"`
	CVSS3 *wireCVSS `json:"cvss_v3"`
	CVSS4 *wireCVSS `json:"cvss_v4"`
}

type wireMetric struct {
	Content wireContent `json:"content"`
	Source  string      `json:"source"`
}

// wireContent is what a metric of CSAF 2.1 holds. What is no score is kept raw: a
// document is not refused for a metric of an odd shape.
type wireContent struct {
	wireScores
	EPSS       jsontext.Value `json:"epss"`
	Rating     jsontext.Value `json:"qualitative_severity_rating"`
	SSVC       jsontext.Value `json:"ssvc_v2"`
	Extensions jsontext.Value `json:"x_extensions"`
}

// wireEPSS is a score of EPSS as a document quotes it.
type wireEPSS struct {
	Percentile  string `json:"percentile"`
	Probability string `json:"probability"`
	Timestamp   string `json:"timestamp"`
}

// wireSSVC is a list of selections of SSVC, schema 2.0.0.
type wireSSVC struct {
	Timestamp  string `json:"timestamp"`
	Selections []struct {
		Namespace string `json:"namespace"`
		Key       string `json:"key"`
		Name      string `json:"name"`
		Values    []struct {
			Key string `json:"key"`
		} `json:"values"`
	} `json:"selections"`
}

// wireCVSS keeps the number raw: the vector goes before it, so a number of a
// wrong type must not refuse the document.
type wireCVSS struct {
	Version  string         `json:"version"`
	Vector   string         `json:"vectorString"`
	Base     jsontext.Value `json:"baseScore"`
	Severity string         `json:"baseSeverity"`
}

type wireThreat struct {
	Category   string   `json:"category"`
	Details    string   `json:"details"`
	GroupIDs   []string `json:"group_ids"`
	ProductIDs []string `json:"product_ids"`
}

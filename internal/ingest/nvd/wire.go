package nvd

import "fenceline/internal/ingest/cpematch"

// wireEntry is one element of "vulnerabilities".
type wireEntry struct {
	CVE wireCVE `json:"cve"`
}

type wireCVE struct {
	ID             string                   `json:"id"`
	SourceID       string                   `json:"sourceIdentifier"`
	Published      string                   `json:"published"`
	LastModified   string                   `json:"lastModified"`
	Status         string                   `json:"vulnStatus"`
	Tags           []wireTag                `json:"cveTags"`
	Descriptions   []wireText               `json:"descriptions"`
	Metrics        wireMetrics              `json:"metrics"`
	Weaknesses     []wireWeakness           `json:"weaknesses"`
	Configurations []cpematch.Configuration `json:"configurations"`
	References     []wireReference          `json:"references"`
	CISAName       string                   `json:"cisaVulnerabilityName"`
}

type wireTag struct {
	Tags []string `json:"tags"`
}

type wireText struct {
	Lang  string `json:"lang"`
	Value string `json:"value"`
}

type wireMetrics struct {
	V2   []wireMetric `json:"cvssMetricV2"`
	V30  []wireMetric `json:"cvssMetricV30"`
	V31  []wireMetric `json:"cvssMetricV31"`
	V40  []wireMetric `json:"cvssMetricV40"`
	SSVC []wireSSVC   `json:"ssvcV203"`
}

type wireMetric struct {
	Source   string   `json:"source"`
	Data     wireCVSS `json:"cvssData"`
	Severity string   `json:"baseSeverity"` // version 2 has it beside the data
}

type wireCVSS struct {
	Version  string  `json:"version"`
	Vector   string  `json:"vectorString"`
	Base     float64 `json:"baseScore"`
	Severity string  `json:"baseSeverity"`
}

type wireSSVC struct {
	Data struct {
		Timestamp string              `json:"timestamp"`
		Options   []map[string]string `json:"options"`
	} `json:"ssvcData"`
}

type wireWeakness struct {
	Description []wireText `json:"description"`
}

type wireReference struct {
	URL  string   `json:"url"`
	Tags []string `json:"tags"`
}

package words

// enGaps are findings that no advisory makes.
var enGaps = Catalogue{
	"support_longer": {Say: "{name} until {day}"},

	"gap_end_of_life":      {Say: "The support[ of {release}] on {asset} ended on {day}[; {longer}, for those who have it]. Flaws found since may never be mended."},
	"gap_end_of_life_near": {Say: "The support[ of {release}] on {asset} ends on {day}[; {longer}, for those who have it]."},
	"gap_no_version":       {Say: "The version of {name} on {asset} is not known, so nothing can be said of most flaws of it."},
	"gap_no_source":        {Say: "We cannot tell anything about {name} on {asset}: no loaded source speaks about {ecosystem}."},

	"gap_no_identity": {Say: "We cannot tell anything about {name} on {asset}: neither a package URL nor a CPE nor a vendor of it is known, so that at most an advisory with the same name would meet it."},

	"gapkind_no_identity":      {Say: "no identity"},
	"gapkind_end_of_life":      {Say: "end of life"},
	"gapkind_end_of_life_near": {Say: "end of life near"},
	"gapkind_no_version":       {Say: "no version"},
	"gapkind_no_source":        {Say: "no source"},

	"gap_source":   {Say: "Source: {source}, as endoflife.date gave it on {day}."},
	"gap_own_fact": {Say: "Source: the day that is kept with the asset."},
	"gap_place":    {Say: "Place: {place}."},

	"gap_do_end_of_life":      {Say: "Plan its replacement, or record what protects it meanwhile."},
	"gap_do_end_of_life_near": {Say: "Plan its replacement before that day."},
	"gap_do_no_version":       {Say: "Bring an inventory that holds versions, or type the version."},
	"gap_do_no_identity":      {Say: "Bring an inventory that names its package or vendor, or answer which product it is where a name is met."},
	"gap_do_no_source":        {Say: "Import advisories that speak about {ecosystem}."},
	"gaps_more":               {Say: "Besides, {what}: fenceline finding gaps."},
}

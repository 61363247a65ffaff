package words

// enDeeds tell what a person just did in the window.
var enDeeds = Catalogue{
	"deed_undone":       {Say: "{who}, taken back"},
	"deed_week":         {Say: "{who} moved to the week of {week}"},
	"deed_freed":        {Say: "The planner chooses the week of {who} again"},
	"deed_capacity":     {Say: "{name}: {hours} a week"},
	"deed_capacity_one": {Say: "{name}: {hours} in the week of {week}"},
	"deed_windows_one":  {Say: "{name} has {n} maintenance window now"},
	"deed_windows_many": {Say: "{name} has {n} maintenance windows now"},
	"deed_freeze":       {Say: "Freeze from {day} kept"},
	"deed_efforts":      {Say: "A target that nobody estimated takes {hours} now"},
	"deed_restarts":     {Say: "A restart takes {hours} now"},
	"deed_written":      {Say: "Written: {name}"},

	"deed_capacity_back": {Say: "{name}: the hours[ in the week of {week}] were taken back"},
	"deed_windows":       {Say: "{name} has no maintenance window any more"},
	"deed_freeze_ended":  {Say: "The freeze from {day} was taken away"},

	"deed_planned":         {Say: "{who}: {targets} planned for {day}"},
	"deed_planned_week":    {Say: "{who}: {targets} planned for the week of {week}"},
	"deed_started":         {Say: "{who}: work has begun on {targets}"},
	"deed_claimed":         {Say: "{who}: {targets} claimed as done; a newer inventory proves it"},
	"deed_installed":       {Say: "{who}: installed on {targets}, the restart is still to come"},
	"deed_restarted":       {Say: "{who}: restart seen on {targets}"},
	"deed_blocked":         {Say: "{who}: {targets} blocked"},
	"deed_unblocked":       {Say: "{who}: nothing stands in the way of {targets} any more"},
	"deed_excepted":        {Say: "{who}: exception for {targets} until {day}"},
	"deed_exception_ended": {Say: "{who}: the exception of {targets} was taken back"},
	"deed_dismissed":       {Say: "{who}: {targets} not applicable"},
	"deed_reopened":        {Say: "{who}: {targets} taken up again"},
	"deed_assigned":        {Say: "{who}: done by {name}"},
	"deed_unassigned":      {Say: "{who}: done by nobody in particular now"},
	"deed_noted":           {Say: "{who}: note kept"},
	"deed_set":             {Say: "{who} changed"},
	"deed_approved":        {Say: "{who}: change approved"},
	"deed_unapproved":      {Say: "{who}: approval taken back"},
	"deed_triage":          {Say: "{who}: forensic step recorded"},
	"deed_triage_waived":   {Say: "{who}: forensic step waived"},

	"deed_refused_one":  {Say: "{n} target could not take the step and stays as it is"},
	"deed_refused_many": {Say: "{n} targets could not take the step and stay as they are"},
}

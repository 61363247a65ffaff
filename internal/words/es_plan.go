package words

// esPlan is the Spanish of enPlan.
var esPlan = Catalogue{
	"minutes":              {Say: "{n} min"},
	"hours":                {Say: "{n} h"},
	"days_one":             {Say: "{n} día"},
	"days_many":            {Say: "{n} días"},
	"effort_stated":        {Say: "según lo estimado"},
	"effort_history":       {Say: "como se tardó antes"},
	"effort_default":       {Say: "según el ajuste"},
	"plan_fits":            {Say: "a tiempo"},
	"plan_overdue":         {Say: "{days} de retraso: su día ya ha pasado"},
	"plan_capacity":        {Say: "{days} de retraso: no queda tiempo antes de su día"},
	"plan_window":          {Say: "{days} de retraso: ninguna ventana de su activo llega antes de su día"},
	"plan_hand":            {Say: "{days} de retraso: una persona lo movió aquí"},
	"plan_too_large":       {Say: "sin planificar: necesita más tiempo del que tiene cualquier semana o ventana"},
	"plan_no_room":         {Say: "sin planificar: no queda nada libre en estas semanas"},
	"plan_assumed":         {Say: "Nadie ha dicho cuánto tiempo hay; se suponen {hours} por semana. Dígalo: fenceline plan capacity 6h."},
	"plan_on_time_one":     {Say: "{n} objetivo estará a tiempo."},
	"plan_on_time_many":    {Say: "{n} objetivos estarán a tiempo."},
	"plan_none_late":       {Say: "Ninguno se retrasará."},
	"plan_late_one":        {Say: "{n} objetivo se retrasará {days}."},
	"plan_late_many":       {Say: "{n} objetivos se retrasarán, el último {days}."},
	"plan_unplanned_one":   {Say: "{n} objetivo no tiene sitio en estas semanas."},
	"plan_unplanned_many":  {Say: "{n} objetivos no tienen sitio en estas semanas."},
	"plan_help":            {Say: "Con {hours} de ayuda hasta {day} se cumplirían todos los días que se pierden por falta de tiempo."},
	"plan_waiting_one":     {Say: "{n} objetivo no ocupa tiempo ahora: {state}."},
	"plan_waiting_many":    {Say: "{n} objetivos no ocupan tiempo ahora: {state}."},
	"plan_watch_one":       {Say: "{n} objetivo no tiene aún corrección y se vigila."},
	"plan_watch_many":      {Say: "{n} objetivos no tienen aún corrección y se vigilan."},
	"plan_no_restart_one":  {Say: "De {n} objetivo nadie ha dicho si el activo se reinicia; se planifica sin reinicio: fenceline task set T-1 --restart yes."},
	"plan_no_restart_many": {Say: "De {n} objetivos nadie ha dicho si el activo se reinicia; se planifican sin reinicio: fenceline task set T-1 --restart yes."},
	"plan_unread":          {Say: "Esta ventana no se pudo entender, así que el activo se planifica sin ella: {window}."},
	"event_plan.set":       {Say: "Ajustes del plan cambiados[ ({after})]"},
}

// esPlanErrors is the Spanish of enPlanErrors.
var esPlanErrors = Catalogue{
	"window_unreadable":  {Say: "{value} no es una ventana de mantenimiento.", Next: "Escríbala como \"Sun 02:00-05:00\", \"2nd Tue 22:00-02:00\", \"last Sat 20:00-23:00\" o \"2026-12-05 20:00-23:00\"."},
	"group_missing":      {Say: "No se nombra ningún grupo de activos.", Next: "Nombre uno; un activo recibe su grupo con fenceline asset set NAME --window-group GROUP."},
	"freeze_backwards":   {Say: "La congelación acaba antes de empezar.", Next: "Dé el primer día y después el último."},
	"no_such_freeze":     {Say: "No hay ninguna congelación desde {subject} con esos días.", Next: "Véalas: fenceline plan settings."},
	"hours_unreadable":   {Say: "{value} no es un tiempo de trabajo.", Next: "Escriba horas, como 6 o 4.5, o minutos, como 45 min."},
	"capacity_too_large": {Say: "Ninguna semana tiene tantas horas.", Next: "Indique las horas por semana: fenceline plan capacity 6h."},
	"weeks_out_of_range": {Say: "No se pueden planificar tantas semanas.", Next: "Use --weeks de 1 a 104."},
	"week_not_planned":   {Say: "La semana {value} está fuera del plan.", Next: "Vea sus semanas: fenceline plan show."},
}

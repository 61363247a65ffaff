package words

// esGaps is the Spanish of enGaps.
var esGaps = Catalogue{
	"support_longer":           {Say: "{name} hasta el {day}"},
	"gap_end_of_life":          {Say: "El soporte[ de {release}] en {asset} acabó el {day}[; {longer}, para quien lo tiene]. Las vulnerabilidades halladas desde entonces puede que no se corrijan nunca."},
	"gap_end_of_life_near":     {Say: "El soporte[ de {release}] en {asset} acaba el {day}[; {longer}, para quien lo tiene]."},
	"gap_no_version":           {Say: "No se conoce la versión de {name} en {asset}, así que no se puede decir nada de la mayoría de sus vulnerabilidades."},
	"gap_no_source":            {Say: "No se puede decir nada de {name} en {asset}: ninguna fuente cargada trata {ecosystem}."},
	"gap_no_identity":          {Say: "No se puede decir nada de {name} en {asset}: no se conoce ni su package URL ni su CPE ni su proveedor, así que a lo sumo coincidiría un aviso con el mismo nombre."},
	"gapkind_no_identity":      {Say: "sin identidad"},
	"gapkind_end_of_life":      {Say: "fin de soporte"},
	"gapkind_end_of_life_near": {Say: "fin de soporte próximo"},
	"gapkind_no_version":       {Say: "sin versión"},
	"gapkind_no_source":        {Say: "sin fuente"},
	"gap_source":               {Say: "Fuente: {source}, como lo daba endoflife.date el {day}."},
	"gap_own_fact":             {Say: "Fuente: el día guardado con el activo."},
	"gap_place":                {Say: "Lugar: {place}."},
	"gap_do_end_of_life":       {Say: "Planifique su sustitución, o anote qué lo protege mientras tanto."},
	"gap_do_end_of_life_near":  {Say: "Planifique su sustitución antes de ese día."},
	"gap_do_no_version":        {Say: "Traiga un inventario que contenga versiones, o escriba la versión."},
	"gap_do_no_identity":       {Say: "Traiga un inventario que nombre su paquete o proveedor, o responda qué producto es cuando coincida un nombre."},
	"gap_do_no_source":         {Say: "Importe avisos que traten {ecosystem}."},
	"gaps_more":                {Say: "Además, {what}: fenceline finding gaps."},
}

package main

import "strings"

// sounds are spellings of one sound that people take for each other and the
// dictionaries do not list, each given both ways.
func sounds(language string) (pairs [][2]string) {
	listed := "c k,s z,f ph,k ck,k ch,n kn,r wr,i y,er or,er ar,er re,ite ight,j dge,sk sch,u oo,ou oa,ea ee,sh ti,y ie,s sh"
	if language == "fr" {
		listed = "c k,s z,s c,an en,am em,in ain,in ein,im in,on om,é er,é ez,é et,è et,è est,eu oeu,eu œu,ill y,y ll,j g,j ge,gu g,oi oua,oi wa,i hi,o ho,a ha,é hé,ou w,s t,ss t,gn ni,e eu"
	}
	for pair := range strings.SplitSeq(listed, ",") {
		a, b, _ := strings.Cut(pair, " ")
		pairs = append(pairs, [2]string{a, b}, [2]string{b, a})
	}
	return pairs
}

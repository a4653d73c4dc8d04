package main

import "strings"

// brands are names of firms and of what they sell that people write about to those who
// sell elsewhere too, as text.Pieces spells them. None that is a word of opinion in
// French or English is here. It is written by hand, from what anybody knows.
func brands() []string {
	return strings.Fields(`
		apple google microsoft twitter facebook instagram youtube tiktok linkedin pinterest snapchat whatsapp messenger
		telegram reddit discord twitch spotify deezer netflix disney hulu hbo amazon alexa kindle ebay etsy aliexpress
		alibaba shein temu zalando vinted leboncoin cdiscount fnac darty rakuten iphone ipad ipod imac macbook
		itunes icloud siri android pixel gmail chromebook galaxy samsung huawei xiaomi oppo oneplus honor nokia motorola
		blackberry sony playstation xbox nintendo sega ubisoft lenovo dell asus acer toshiba panasonic philips siemens
		bosch miele whirlpool electrolux dyson moulinex tefal rowenta krups nespresso nescafe starbucks mcdonalds
		mcdo burgerking kfc dominos pizzahut nutella ferrero danone nestle lactalis yoplait evian
		vittel perrier volvic badoit cocacola coca pepsi fanta sprite redbull heineken kronenbourg carlsberg guinness
		carrefour auchan leclerc intermarche casino monoprix franprix lidl aldi tesco sainsburys asda morrisons waitrose
		walmart costco ikea decathlon leroymerlin castorama conforama bricorama truffaut picard sephora yvesrocher
		marionnaud loreal garnier nivea lancome chanel dior gucci prada hermes vuitton zara mango primark uniqlo kiabi
		celio etam camaieu jules promod levis nike adidas puma reebok asics lacoste quechua rolex swatch michelin
		renault peugeot citroen dacia toyota honda nissan mazda hyundai kia ford chevrolet tesla volkswagen audi bmw
		mercedes porsche ferrari fiat volvo skoda uber blablacar deliveroo airbnb booking tripadvisor expedia ryanair
		easyjet lufthansa klm airfrance transavia vueling emirates delta southwest jetblue sncf ouigo ratp eurostar
		thalys trenitalia sfr bouygues vodafone verizon tmobile comcast sosh iliad edf engie enedis totalenergies
		paypal mastercard amex klarna revolut boursorama keytrade bnp societegenerale creditagricole axa maif macif
		allianz groupama matmut fedex ups dhl chronopost colissimo mondialrelay laposte gls ibm oracle intel amd nvidia
		cisco adobe salesforce zoom slack dropbox airtable openai chatgpt gopro canon nikon fujifilm kodak lego playmobil
		mattel barbie hasbro pampers huggies gillette colgate ariel lush bodyshop pfizer sanofi bayer novartis`)
}

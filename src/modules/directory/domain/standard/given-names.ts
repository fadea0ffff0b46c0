/*
 * Folded given names common in France, enough to recognise `prenom.nom@` in addresses of e-mail.
 * Missing ones are found by the moderator; place words (« rose », « saint ») are left out on purpose.
 */
const words = `
adrien agnes alain alex alexandra alexandre alexis alice aline alix amandine amelie anais andre
andrea angelique anita anna anne annick annie anthony antoine antonin arnaud arthur audrey aurelie
aurelien aurore axel baptiste barbara bastien beatrice benedicte benjamin benoit bernadette bernard
bertrand brice brigitte bruno camille carine carole caroline catherine cathy cecile cedric celia
celine chantal charlene charles charlotte chloe christelle christian christiane christine christophe
claire clara claude claudine clement clementine colette coralie corinne cynthia cyril cyrille damien
daniel danielle david deborah delphine denis denise didier dominique dorothee edith eleonore elisa
elisabeth elise elodie eloise emeline emilie emma emmanuel emmanuelle eric erwan estelle esther
etienne eugenie eva evelyne fabien fabienne fabrice fanny fatima faustine felix fiona flavie
florence florent florian francine francis franck francois francoise frederic frederique gabriel
gabrielle gaelle gaetan genevieve geoffrey georges gerald geraldine gerard germain ghislaine gilbert
gilles ginette gregory guillaume guy gwenaelle helene henri herve hugo hugues ines ingrid irene
isabelle jack jacqueline jacques janine jean jeanne jennifer jeremy jerome jessica joel joelle
joffrey johan johanna jonathan jordan josephine josette josiane jules julia julie julien juliette
justine karim karine katia kevin laetitia laura laure laurence laurent laurie lea leo leon liliane
lionel lisa lise loic louis louise luc lucas lucie lucien ludivine ludovic lydia lydie lynda magali
maite manon manuel marc marcel margaux marguerite maria marianne marie marine marion marjorie
marlene martin martine maryline maryse mathias mathieu mathilde matthieu maud maurice max maxime
melanie melissa michel michele mickael mireille mohamed monique morgane muriel mylene myriam nadege
nadia nadine nathalie nathan nicolas nicole noel noemie oceane odette odile olivia olivier pascal
pascale patrice patricia patrick paul paula pauline perrine philippe pierre pierrick priscilla
quentin rachel raphael raymond rebecca regine regis remi remy renaud rene richard robert robin
rodolphe roger roland romain romane ronan rosalie sabine sabrina samuel sandra sandrine sarah
sebastien serge severine simon simone sonia sophie stephane stephanie steven suzanne sylvain
sylvaine sylvia sylvie tanguy tatiana thibault thibaut thierry thomas tiffany tristan valentin
valentine valerie vanessa veronique victor victoria vincent virginie viviane vivien william xavier
yann yannick yasmine yohan yolande yves yvette yvon yvonne zoe
`;

/** Given names, folded (no accents, lower case). */
export const GIVEN_NAMES: ReadonlySet<string> = new Set(words.trim().split(/\s+/));

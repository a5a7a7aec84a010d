const standards = "the name of a standard or format";
const security = "the number of a published weakness";
const algorithm = "the name of an algorithm";
const product = "the name of a product or version";
const calendar = "a date or time";

/** Words that stand before `-<number>` and are no project of a tracker, with what they are instead. */
export const lookAlikes: ReadonlyMap<string, string> = new Map(
  Object.entries({
    [standards]:
      "RFC ISO IEC IEEE ANSI ECMA ES ASCII UTF UCS LATIN BASE PKCS FIPS NIST PEP BCP STD IPV TLS SSL HTTP UUID SOC PCI CSS EN DIN BIP EIP ERC",
    [security]: "CVE CWE GHSA CVSS",
    [algorithm]: "SHA SHA1 SHA2 SHA3 MD AES DES RSA RS HS PS ECDSA ES256 ED CRC HMAC KECCAK",
    [product]:
      "GPT CLAUDE LLAMA ARM X86 WIN MACOS IOS PHP JDK JRE JAVA NODE PY OAUTH OPENAPI COVID MP GPU CPU RTX WCAG USB",
    [calendar]: "UTC GMT CET EST PST Q1 Q2 Q3 Q4 FY H1 H2 JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC",
    "another way to write a number, write #number": "PR MR GL ISSUE",
  }).flatMap(([reason, words]) => words.split(" ").map((word): [string, string] => [word, reason])),
);

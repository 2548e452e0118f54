import type { Escapes } from './text';
import {
  braced,
  canStandRaw,
  double,
  escapeUnseen,
  list,
  literal,
  literals,
  octalBytes,
  raw,
  shortOrLong,
  single,
} from './text';
import type { Snippet } from './request';

// Shells and languages that run a source as it is: for each how it quotes a string, and its few lines.

/** What one argument of a command may have on Linux is 128 KiB. */
const mostInArgument = 100_000;

const inShell = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

/** For the format of `printf`, which every shell has: it writes any byte. */
const inPrintf = (body: string) =>
  inShell(escapeUnseen(body.replaceAll('\\', '\\\\').replaceAll('%', '%%'), octalBytes));

export const shell: Snippet = {
  id: 'shell',
  name: 'Shell',
  by: 'cURL',
  ending: 'sh',
  write: ({ url, body }) => {
    const asArgument = canStandRaw(body) && body.length < mostInArgument;
    return `${asArgument ? '' : `printf ${inPrintf(body)} |\n`}curl --request POST ${inShell(url)} \\
  --header "Authorization: Bearer \${CHAKRA_TOKEN:?is not set}" \\
  --header 'Content-Type: application/json' \\
  --header 'Accept: application/json' \\
  ${asArgument ? `--data-raw ${inShell(body)}` : '--data-binary @-'}
`;
  },
};

export const http: Snippet = {
  id: 'http',
  name: 'HTTP',
  by: 'REST Client',
  ending: 'http',
  write: ({ url, body }) => `POST ${url} HTTP/1.1
Authorization: Bearer {{$processEnv CHAKRA_TOKEN}}
Content-Type: application/json
Accept: application/json

${body}`,
};

export const javascript: Snippet = {
  id: 'javascript',
  name: 'JavaScript',
  by: 'fetch, Node.js 18',
  ending: 'js',
  write: ({ url, body }) => `const body = ${raw(
    body,
    [body.includes('\\') ? 'String.raw`' : '`', '`'],
    /`|\$\{|\\$/,
    () => `[\n${list(body, single(braced), '  ', ',')},\n].join('')`,
  )};

fetch(${literal(url, single(braced))}, {
  method: 'POST',
  headers: {
    Authorization: \`Bearer \${process.env.CHAKRA_TOKEN}\`,
    'Content-Type': 'application/json',
    Accept: 'application/json',
  },
  body,
}).then(async response => console.log(response.status, await response.text()));
`,
};

export const python: Snippet = {
  id: 'python',
  name: 'Python',
  by: 'urllib',
  ending: 'py',
  write: ({ url, body }) => `import os
import urllib.error
import urllib.request

body = ${raw(body, ["r'''", "'''"], /'''|['\\]$/, () => `(\n${list(body, single(shortOrLong), '    ', '')}\n)`)}

request = urllib.request.Request(
    ${literal(url, single(shortOrLong))},
    data=body.encode('utf-8'),
    headers={
        'Authorization': 'Bearer ' + os.environ['CHAKRA_TOKEN'],
        'Content-Type': 'application/json',
        'Accept': 'application/json',
    },
    method='POST',
)
try:
    with urllib.request.urlopen(request) as response:
        print(response.status, response.read().decode('utf-8'))
except urllib.error.HTTPError as error:
    print(error.code, error.read().decode('utf-8'))
`,
};

const inPhp: Escapes = { ...double(braced), also: '$' };

export const php: Snippet = {
  id: 'php',
  name: 'PHP',
  by: 'cURL, PHP 7.3',
  ending: 'php',
  write: ({ url, body }) => `<?php

$body = ${raw(body, ["<<<'CHAKRA'\n", '\nCHAKRA'], /^\s*CHAKRA/m, () => `implode('', [\n${list(body, inPhp, '    ', ',')},\n])`)};

$curl = curl_init(${literal(url, inPhp)});
curl_setopt_array($curl, [
    CURLOPT_POST => true,
    CURLOPT_POSTFIELDS => $body,
    CURLOPT_RETURNTRANSFER => true,
    CURLOPT_HTTPHEADER => [
        'Authorization: Bearer ' . getenv('CHAKRA_TOKEN'),
        'Content-Type: application/json',
        'Accept: application/json',
    ],
]);
$answer = curl_exec($curl);
if ($answer === false) {
    exit(curl_error($curl) . PHP_EOL);
}
echo curl_getinfo($curl, CURLINFO_RESPONSE_CODE), ' ', $answer, PHP_EOL;
`,
};

const inRuby: Escapes = { ...double(braced), also: '#' };

export const ruby: Snippet = {
  id: 'ruby',
  name: 'Ruby',
  by: 'Net::HTTP',
  ending: 'rb',
  write: ({ url, body }) => `require 'net/http'

body = ${raw(body, ["<<'CHAKRA'.chomp\n", '\nCHAKRA'], /^CHAKRA$/m, () => `[\n${list(body, inRuby, '  ', ',')}\n].join`)}

uri = URI(${literal(url, inRuby)})
request = Net::HTTP::Post.new(uri)
request['Authorization'] = "Bearer #{ENV.fetch('CHAKRA_TOKEN')}"
request['Content-Type'] = 'application/json'
request['Accept'] = 'application/json'
request.body = body
response = Net::HTTP.start(uri.host, uri.port, use_ssl: uri.scheme == 'https') { |http| http.request(request) }
puts "#{response.code} #{response.body}"
`,
};

const inR: Escapes = { ...single(shortOrLong), asciiOnly: true };

/** R 4.2 misreads `\u00e9` beyond the first 4,096 characters of a line; an escape has ten. */
const mostInR = 300;
/** Its parser takes the longer for each argument the more a call has: minutes for some thousands. */
const mostArguments = 100;

function inRCalls(body: string): string {
  const all = literals(body, inR, '  ', mostInR);
  const calls: string[] = [];
  for (let at = 0; at < all.length; at += mostArguments) {
    const lines = all.slice(at, at + mostArguments);
    calls.push(`body <- paste0(\n${(at === 0 ? lines : ['  body', ...lines]).join(',\n')}\n)`);
  }
  return calls.join('\n');
}

export const r: Snippet = {
  id: 'r',
  name: 'R',
  by: 'httr',
  ending: 'r',
  write: ({ url, body }) => `library(httr)

${inRCalls(body)}

response <- POST(
  ${literal(url, inR)},
  add_headers(Authorization = paste("Bearer", Sys.getenv("CHAKRA_TOKEN")), Accept = "application/json"),
  content_type("application/json"),
  body = charToRaw(enc2utf8(body))
)
cat(status_code(response), content(response, as = "text", encoding = "UTF-8"), "\\n")
`,
};

import type { Escapes } from './text';
import { braced, double, list, literal, octalBytes, raw, shortOrLong, single, units } from './text';
import type { Snippet } from './request';

// Languages that are compiled: for each how it quotes a string, and its few lines.

const inJava: Escapes = { ...double(units), asciiOnly: true };

export const java: Snippet = {
  id: 'java',
  name: 'Java',
  by: 'java.net.http, Java 11',
  ending: 'java',
  write: ({ url, body }) => `import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

public class CreateProcess {
    public static void main(String[] args) throws Exception {
        String body = String.join("",
${list(body, inJava, '            ', ',')});

        HttpRequest request = HttpRequest.newBuilder(URI.create(${literal(url, inJava)}))
            .header("Authorization", "Bearer " + System.getenv("CHAKRA_TOKEN"))
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
        HttpResponse<String> response = HttpClient.newHttpClient()
            .send(request, HttpResponse.BodyHandlers.ofString());
        System.out.println(response.statusCode() + " " + response.body());
    }
}
`,
};

export const go: Snippet = {
  id: 'go',
  name: 'Go',
  by: 'net/http',
  ending: 'go',
  write: ({ url, body }) => `package main

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
)

func main() {
	body := ${raw(body, ['`', '`'], /`/, () => `strings.Join([]string{\n${list(body, double(shortOrLong), '\t\t', ',')},\n\t}, "")`)}

	request, err := http.NewRequest("POST", ${literal(url, double(shortOrLong))}, strings.NewReader(body))
	if err != nil {
		panic(err)
	}
	request.Header.Set("Authorization", "Bearer "+os.Getenv("CHAKRA_TOKEN"))
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Accept", "application/json")

	response, err := http.DefaultClient.Do(request)
	if err != nil {
		panic(err)
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		panic(err)
	}
	fmt.Println(response.StatusCode, string(answer))
}
`,
};

export const csharp: Snippet = {
  id: 'csharp',
  name: 'C#',
  by: 'HttpClient',
  ending: 'cs',
  write: ({ url, body }) => `using System;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;

class CreateProcess
{
    static void Main()
    {
        var body = string.Concat(new[] {
${list(body, inJava, '            ', ',')},
        });

        using (var client = new HttpClient())
        using (var request = new HttpRequestMessage(HttpMethod.Post, ${literal(url, inJava)}))
        {
            var token = Environment.GetEnvironmentVariable("CHAKRA_TOKEN");
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
            request.Headers.Add("Accept", "application/json");
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using (var response = client.SendAsync(request).GetAwaiter().GetResult())
            {
                var answer = response.Content.ReadAsStringAsync().GetAwaiter().GetResult();
                Console.WriteLine((int)response.StatusCode + " " + answer);
            }
        }
    }
}
`,
};

/** With the question mark: two of them and another character are one character to a compiler that knows trigraphs. */
const inC: Escapes = { ...double(octalBytes), also: '?', asciiOnly: true };

export const c: Snippet = {
  id: 'c',
  name: 'C',
  by: 'libcurl',
  ending: 'c',
  write: ({ url, body }) => `/* cc create.c -lcurl */
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>

int main(void) {
    static const char body[] =
${list(body, inC, '        ', '')};

    const char *token = getenv("CHAKRA_TOKEN");
    char authorization[4096];
    snprintf(authorization, sizeof authorization, "Authorization: Bearer %s", token ? token : "");

    curl_global_init(CURL_GLOBAL_DEFAULT);
    CURL *curl = curl_easy_init();
    struct curl_slist *headers = NULL;
    headers = curl_slist_append(headers, authorization);
    headers = curl_slist_append(headers, "Content-Type: application/json");
    headers = curl_slist_append(headers, "Accept: application/json");
    curl_easy_setopt(curl, CURLOPT_URL, ${literal(url, inC)});
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)(sizeof body - 1));
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body);

    CURLcode result = curl_easy_perform(curl);
    if (result != CURLE_OK) fprintf(stderr, "%s\\n", curl_easy_strerror(result));
    curl_slist_free_all(headers);
    curl_easy_cleanup(curl);
    curl_global_cleanup();
    return result == CURLE_OK ? 0 : 1;
}
`,
};

export const swift: Snippet = {
  id: 'swift',
  name: 'Swift',
  by: 'URLSession, Swift 5.5',
  ending: 'swift',
  write: ({ url, body }) => `import Foundation
#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

let body = ${raw(body, ['#"""\n', '\n"""#'], /"""#|\\#/, () => `[\n${list(body, double(braced), '    ', ',')},\n].joined()`)}

var request = URLRequest(url: URL(string: ${literal(url, double(braced))})!)
request.httpMethod = "POST"
request.setValue("Bearer \\(ProcessInfo.processInfo.environment["CHAKRA_TOKEN"] ?? "")", forHTTPHeaderField: "Authorization")
request.setValue("application/json", forHTTPHeaderField: "Content-Type")
request.setValue("application/json", forHTTPHeaderField: "Accept")
request.httpBody = Data(body.utf8)

let done = DispatchSemaphore(value: 0)
URLSession.shared.dataTask(with: request) { data, response, error in
    if let error = error { print(error) }
    if let response = response as? HTTPURLResponse {
        print(response.statusCode, String(decoding: data ?? Data(), as: UTF8.self))
    }
    done.signal()
}.resume()
done.wait()
`,
};

export const objectiveC: Snippet = {
  id: 'objective-c',
  name: 'Objective-C',
  by: 'NSURLSession',
  ending: 'm',
  write: ({ url, body }) => `#import <Foundation/Foundation.h>

int main(void) {
    @autoreleasepool {
        static const char body[] =
${list(body, inC, '            ', '')};

        NSURL *url = [NSURL URLWithString:@${literal(url, inC)}];
        NSMutableURLRequest *request = [NSMutableURLRequest requestWithURL:url];
        NSString *token = NSProcessInfo.processInfo.environment[@"CHAKRA_TOKEN"];
        request.HTTPMethod = @"POST";
        [request setValue:[@"Bearer " stringByAppendingString:token ?: @""] forHTTPHeaderField:@"Authorization"];
        [request setValue:@"application/json" forHTTPHeaderField:@"Content-Type"];
        [request setValue:@"application/json" forHTTPHeaderField:@"Accept"];
        request.HTTPBody = [NSData dataWithBytes:body length:sizeof body - 1];

        dispatch_semaphore_t done = dispatch_semaphore_create(0);
        [[NSURLSession.sharedSession dataTaskWithRequest:request
                                       completionHandler:^(NSData *data, NSURLResponse *response, NSError *error) {
            if (error) NSLog(@"%@", error);
            NSString *answer = data ? [[NSString alloc] initWithData:data encoding:NSUTF8StringEncoding] : nil;
            printf("%ld %s\\n", (long)((NSHTTPURLResponse *)response).statusCode, answer.UTF8String ?: "");
            dispatch_semaphore_signal(done);
        }] resume];
        dispatch_semaphore_wait(done, DISPATCH_TIME_FOREVER);
    }
    return 0;
}
`,
};

export const ocaml: Snippet = {
  id: 'ocaml',
  name: 'OCaml',
  by: 'cohttp-lwt-unix',
  ending: 'ml',
  write: ({ url, body }) => `open Lwt.Syntax

let body =
  ${raw(body, ['{chakra|', '|chakra}'], /\|chakra\}/, () => `String.concat "" [\n${list(body, double(braced), '    ', ';')}\n  ]`)}

let create () =
  let headers =
    Cohttp.Header.of_list
      [
        ("Authorization", "Bearer " ^ Sys.getenv "CHAKRA_TOKEN");
        ("Content-Type", "application/json");
        ("Accept", "application/json");
      ]
  in
  let uri = Uri.of_string ${literal(url, double(braced))} in
  let* response, answer =
    Cohttp_lwt_unix.Client.post ~chunked:false ~headers ~body:(Cohttp_lwt.Body.of_string body) uri
  in
  let+ text = Cohttp_lwt.Body.to_string answer in
  Printf.printf "%d %s\\n" (Cohttp.Code.code_of_status (Cohttp.Response.status response)) text

let () = Lwt_main.run (create ())
`,
};

const inDart: Escapes = { ...single(braced), also: '$' };

export const dart: Snippet = {
  id: 'dart',
  name: 'Dart',
  by: 'dart:io',
  ending: 'dart',
  write: ({ url, body }) => `import 'dart:convert';
import 'dart:io';

const body = ${raw(body, ["r'''", "'''"], /^\s*\n|'''|'$/, () => `\n${list(body, inDart, '    ', '')}`)};

Future<void> main() async {
  final client = HttpClient();
  final request = await client.postUrl(Uri.parse(${literal(url, inDart)}));
  request.headers
    ..set('Authorization', 'Bearer \${Platform.environment['CHAKRA_TOKEN']}')
    ..set('Content-Type', 'application/json')
    ..set('Accept', 'application/json');
  request.add(utf8.encode(body));
  final response = await request.close();
  print('\${response.statusCode} \${await utf8.decodeStream(response)}');
  client.close();
}
`,
};

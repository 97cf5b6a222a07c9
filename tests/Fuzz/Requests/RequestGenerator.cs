using System.Text;
using Krewe.Fuzz.Bodies;
using Krewe.Model.Kinds;

namespace Krewe.Fuzz.Requests;

/// <summary>
/// Makes the request of a number: the same one from the same seed and number, whatever was sent before. Names are few, so that requests meet
/// objects that others have made.
/// </summary>
internal sealed class RequestGenerator(int seed, long number)
{
    private const int Namespaces = 2;
    private const int Names = 4;
    private static readonly string[] Parameters =
    [
        "labelSelector", "fieldSelector", "limit", "continue", "resourceVersion", "resourceVersionMatch", "watch", "allowWatchBookmarks", "sendInitialEvents", "timeout", "includeObject",
        "dryRun", "fieldManager", "fieldValidation", "force", "gracePeriodSeconds", "propagationPolicy", "orphanDependents", "pretty", "container", "follow", "tailLines", "sinceSeconds", "sinceTime",
        "limitBytes", "previous", "timestamps", "command", "stdin", "stdout", "stderr", "tty", "ports", "path", "export", "hash", "verbose", "exclude",
    ];

    /// <summary>The first of <see cref="Accepts"/>, which every resource has.</summary>
    private const int GoodAccepts = 7;

    private static readonly string[] Accepts =
    [
        "application/json", "application/yaml", "application/vnd.kubernetes.protobuf", "application/json;as=Table;v=v1;g=meta.k8s.io", "application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json",
        "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io", "application/vnd.kubernetes.protobuf;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io", "*/*", "text/html", "application/json;q=0",
        "application/vnd.kubernetes.protobuf;stream=watch,application/json", "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList", "application/com.github.proto-openapi.spec.v2@v1.0+protobuf",
    ];

    private static readonly string[] Contents =
    [
        "application/json", "application/yaml", "application/vnd.kubernetes.protobuf", "application/json-patch+json", "application/merge-patch+json", "application/strategic-merge-patch+json",
        "application/apply-patch+yaml", "application/apply-patch+cbor", "text/plain", "application/json; charset=utf-8", "multipart/form-data", "",
    ];

    private static readonly string[] Subresources =
        ["status", "scale", "binding", "eviction", "log", "exec", "attach", "portforward", "ephemeralcontainers", "token", "proxy", "finalize", "approval", "resize", "nothing", "proxy/a/b", "status/x"];

    private static readonly string[] Others =
    [
        "/api", "/apis", "/api/v1", "/apis/apps", "/apis/apps/v1", "/version", "/openapi/v2", "/openapi/v3", "/openapi/v3/api/v1", "/openapi/v3/apis/apps/v1", "/healthz", "/livez", "/readyz", "/metrics",
        "/.well-known/openid-configuration", "/openid/v1/jwks", "/", "/agent/v1/session", "/agent/v1/streams/x", "/agent/v1/join", "/krewe/v1/none", "/api/v1/namespaces/fuzz-0/pods/o-1/exec/x/y",
        "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews", "/apis/authorization.k8s.io/v1/subjectaccessreviews",
        "/apis/authentication.k8s.io/v1/tokenreviews", "/apis/authentication.k8s.io/v1/selfsubjectreviews", "/apis/none.example.com/v1/things", "//api//v1//pods", "/api/v1/../v1/pods", "/api/v1/pods/",
    ];

    private readonly Random _random = new(Mix(seed, number));

    /// <summary>The request.</summary>
    public FuzzRequest Next() => _random.Next(100) switch
    {
        < 20 => Write("POST", Collection(out var kind, out var name), kind, name),
        < 32 => Write("PUT", Object(out var kind, out var name), kind, name),
        < 50 => Patch(),
        < 60 => Plain("GET", Object(out _, out _)),
        < 75 => Plain("GET", Collection(out _, out _)),
        < 80 => Delete(),
        < 90 => Subresource(),
        < 94 => Upgrade(),
        < 97 => Other(),
        _ => Odd(),
    };

    private FuzzRequest Write(string method, string path, KindDefinition kind, string name)
    {
        var (type, body) = Body(kind, name);
        return new FuzzRequest(method, path + Query(2), Headers(type), body);
    }

    private (string ContentType, byte[] Body) Body(KindDefinition kind, string name)
    {
        var json = Samples.Json(kind, name, _random);
        if (_random.Next(2) == 0)
            json = JsonMutation.Apply(json, _random);
        var (type, body) = BodyForms.Encode(kind, json, _random);
        return (OneIn(15) ? Pick(Contents) : type, OneIn(6) ? ByteMutation.Apply(body, _random) : body);
    }

    private FuzzRequest Patch()
    {
        var path = Object(out var kind, out var name);
        if (OneIn(5))
            path += "/" + Pick("status", "scale", "ephemeralcontainers", "eviction");
        var (type, body) = Patches.Make(kind, name, _random);
        if (OneIn(8))
            body = ByteMutation.Apply(body, _random);
        var query = Query(2);
        if (type == "application/apply-patch+yaml" && !OneIn(5))
            query += (query.Length == 0 ? "?" : "&") + "fieldManager=" + Pick("a", "b", "kubectl") + (OneIn(2) ? "&force=true" : "");
        return new FuzzRequest("PATCH", path + query, Headers(OneIn(15) ? Pick(Contents) : type), body);
    }

    private FuzzRequest Delete()
    {
        var body = _random.Next(3) switch
        {
            0 => [],
            1 => Encoding.UTF8.GetBytes($$"""{"kind":"DeleteOptions","apiVersion":"v1","gracePeriodSeconds":{{_random.Next(-1, 3)}},"propagationPolicy":"{{Pick("Foreground", "Background", "Orphan", "x")}}"}"""),
            _ => Encoding.UTF8.GetBytes(Nasty.Json(_random)),
        };
        return new FuzzRequest("DELETE", (OneIn(20) && Collection(out var kind, out _) is var all && kind.Collection != "namespaces" ? all : Object(out _, out _)) + Query(2), Headers("application/json"), body);
    }

    private FuzzRequest Subresource()
    {
        var path = $"{Object(out var kind, out var name)}/{Pick(Subresources)}";
        var method = Pick("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD");
        var (type, body) = method is "GET" or "HEAD" ? ("", []) : OneIn(2) ? Body(kind, name) : ("application/json", Encoding.UTF8.GetBytes(Nasty.Json(_random)));
        return new FuzzRequest(method, path + Query(4), Headers(type), body);
    }

    private FuzzRequest Upgrade()
    {
        var path = OneIn(4) ? Pick("/agent/v1/session", "/agent/v1/streams/abc", "/api/v1/pods", "/version") : $"/api/v1/namespaces/fuzz-{_random.Next(Namespaces)}/pods/o-{_random.Next(Names)}/{Pick("exec", "attach", "portforward", "log")}";
        List<string> headers = ["Connection: Upgrade"];
        if (OneIn(2))
        {
            headers.AddRange(["Upgrade: websocket", "Sec-WebSocket-Version: " + Pick("13", "8", "x"), "Sec-WebSocket-Key: " + Pick("dGhlIHNhbXBsZSBub25jZQ==", "short", "")]);
            headers.Add("Sec-WebSocket-Protocol: " + Pick("v5.channel.k8s.io", "v4.channel.k8s.io", "channel.k8s.io", "SPDY/3.1+portforward.k8s.io", "base64.channel.k8s.io", "none"));
        }
        else
        {
            headers.AddRange(["Upgrade: " + Pick("SPDY/3.1", "h2c", "none"), "X-Stream-Protocol-Version: " + Pick("v4.channel.k8s.io", "portforward.k8s.io", "x")]);
        }
        return new FuzzRequest(Pick("GET", "POST"), path + Query(4), headers, []);
    }

    private FuzzRequest Other()
    {
        var method = OneIn(4) ? Pick("POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH") : "GET";
        var body = method is "POST" or "PUT" or "PATCH" ? Encoding.UTF8.GetBytes(Nasty.Json(_random)) : [];
        return new FuzzRequest(method, Pick(Others) + Query(2), Headers(body.Length > 0 ? "application/json" : ""), body);
    }

    /// <summary>Paths, methods and heads that no client sends.</summary>
    private FuzzRequest Odd()
    {
        var method = Pick("GET", "BREW", "get", "TRACE", "CONNECT", "P\u0001ST", "OPTIONS");
        var path = "/" + string.Join('/', Enumerable.Range(0, _random.Next(1, 9)).Select(_ => OneIn(2) ? Pick("api", "apis", "v1", "apps", "namespaces", "pods", "watch", "status", "default") : Nasty.Escaped(_random)));
        var headers = Headers("");
        headers.Add(_random.Next(6) switch
        {
            0 => "Authorization: " + Pick("Basic eDp5", "Bearer x", "Bearer", "Bearer a.b.c", "Bearer eyJhbGciOiJub25lIn0.e30.", ""),
            1 => "Impersonate-User: " + Pick("x", "", "system:node:a"),
            2 => "X-Krewe-User: x",
            3 => "If-None-Match: " + Pick("*", "\"x\"", "W/\"x\"", "x"),
            4 => "Accept-Encoding: " + Pick("gzip", "gzip;q=0", "br", "gzip, x"),
            _ => "X-" + new string('a', _random.Next(1, 40)) + ": " + new string('b', _random.Next(0, 3000)),
        });
        return new FuzzRequest(method, path + Query(3), headers, []);
    }

    private FuzzRequest Plain(string method, string path) => new(method, path + Query(3), Headers(""), []);

    private string Collection(out KindDefinition kind, out string name)
    {
        kind = KindRegistry.All[_random.Next(KindRegistry.All.Count)];
        name = OneIn(40) ? Nasty.Text(_random) : $"o-{_random.Next(Names)}";
        var root = kind.Gvk.Group.Length == 0 ? "/api/v1" : $"/apis/{kind.Gvk.Group}/{kind.Gvk.Version}";
        if (OneIn(40))
            root += "/watch";
        return kind.Namespaced && !OneIn(8)
            ? $"{root}/namespaces/{(OneIn(60) ? Nasty.Escaped(_random) : $"fuzz-{_random.Next(Namespaces)}")}/{kind.Plural}"
            : $"{root}/{kind.Plural}";
    }

    private string Object(out KindDefinition kind, out string name) =>
        $"{Collection(out kind, out name)}/{(OneIn(60) ? Nasty.Escaped(_random) : kind.Collection == "namespaces" ? $"fuzz-{Namespaces + _random.Next(2)}" : name.StartsWith("o-", StringComparison.Ordinal) ? name : "o-0")}";

    private string Query(int most)
    {
        var count = _random.Next(most + 1);
        if (count == 0)
            return "";
        return "?" + string.Join('&', Enumerable.Range(0, count).Select(_ => $"{Pick(Parameters)}={(OneIn(3) ? Pick("true", "1", "All", "0") : Nasty.Escaped(_random))}"));
    }

    private List<string> Headers(string contentType)
    {
        var headers = new List<string>();
        if (contentType.Length > 0)
            headers.Add("Content-Type: " + contentType);
        if (OneIn(2))
            headers.Add("Accept: " + (OneIn(6) ? Pick(Accepts) : Accepts[_random.Next(GoodAccepts)]));
        if (OneIn(4))
            headers.Add("Accept-Encoding: gzip");
        return headers;
    }

    private static int Mix(int seed, long number) => (int)((((ulong)seed + 1) * 0x9E3779B97F4A7C15UL ^ ((ulong)number + 1) * 0xBF58476D1CE4E5B9UL) >> 33);

    private bool OneIn(int chances) => _random.Next(chances) == 0;

    private string Pick(params ReadOnlySpan<string> choices) => choices[_random.Next(choices.Length)];
}

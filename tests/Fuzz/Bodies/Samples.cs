using System.Text;
using System.Text.Json;
using Krewe.Model.Kinds;
using Krewe.Model.Tests.Json;

namespace Krewe.Fuzz.Bodies;

/// <summary>Objects that the server takes, to be changed from; and whatever the schema of a kind allows.</summary>
internal static class Samples
{
    private const string PodSpec = """ "spec":{"containers":[{"name":"c","image":"i","ports":[{"containerPort":80}],"env":[{"name":"A","value":"b"}],"resources":{"requests":{"cpu":"100m"}}}],"volumes":[{"name":"v","emptyDir":{}}]} """;

    private const string Template = """{"metadata":{"labels":{"app":"NAME"}},""" + PodSpec + "}";

    private static readonly Dictionary<string, string> Rest = new(StringComparer.Ordinal)
    {
        ["configmaps"] = """ "data":{"a":"b"},"binaryData":{"c":"AAAA"} """,
        ["secrets"] = """ "type":"Opaque","data":{"a":"Yg=="},"stringData":{"c":"d"} """,
        ["pods"] = PodSpec,
        ["services"] = """ "spec":{"selector":{"app":"NAME"},"ports":[{"name":"http","port":80,"targetPort":"web"},{"name":"x","port":81,"protocol":"UDP"}]} """,
        ["namespaces"] = """ "spec":{"finalizers":["kubernetes"]} """,
        ["nodes"] = """ "spec":{"unschedulable":true,"taints":[{"key":"a","effect":"NoSchedule"}]},"status":{"capacity":{"cpu":"2"}} """,
        ["endpoints"] = """ "subsets":[{"addresses":[{"ip":"10.0.0.1"}],"ports":[{"port":80}]}] """,
        ["events"] = """ "involvedObject":{"kind":"Pod","name":"NAME","namespace":"fuzz-0"},"reason":"R","message":"m","type":"Normal","count":1 """,
        ["replicasets.apps"] = """ "spec":{"replicas":2,"selector":{"matchLabels":{"app":"NAME"}},"template": """ + Template + "}",
        ["deployments.apps"] = """ "spec":{"replicas":2,"selector":{"matchLabels":{"app":"NAME"}},"strategy":{"type":"RollingUpdate","rollingUpdate":{"maxSurge":"25%"}},"template": """ + Template + "}",
        ["replicationcontrollers"] = """ "spec":{"replicas":1,"selector":{"app":"NAME"},"template": """ + Template + "}",
        ["leases.coordination.k8s.io"] = """ "spec":{"holderIdentity":"x","leaseDurationSeconds":40,"renewTime":"2026-01-02T03:04:05.000006Z"} """,
        ["endpointslices.discovery.k8s.io"] = """ "addressType":"IPv4","endpoints":[{"addresses":["10.0.0.1"],"conditions":{"ready":true}}],"ports":[{"name":"a","port":80}] """,
    };

    /// <summary>JSON of an object of a kind.</summary>
    public static byte[] Json(KindDefinition kind, string name, Random random)
    {
        if (random.Next(4) == 0)
            return new GeneratedObjects(random.Next(), unknownFields: random.Next(2) == 0).Document(kind);
        name = JsonEncodedText.Encode(name).ToString();
        var rest = Rest.TryGetValue(kind.Collection, out var known) ? "," + known.Replace("NAME", name, StringComparison.Ordinal) : "";
        return Encoding.UTF8.GetBytes($$$"""{"apiVersion":"{{{kind.Gvk.ApiVersion}}}","kind":"{{{kind.Gvk.Kind}}}","metadata":{"name":"{{{name}}}","labels":{"app":"{{{name}}}","n":"{{{random.Next(3)}}}"}}{{{rest}}}}""");
    }
}

using System.Globalization;
using System.Net;
using Krewe.Model.Core;
using Krewe.NodeAgent.Pods;

namespace Krewe.NodeAgent.Environment;

/// <summary>
/// Where the programs in a pod find the API: the variables <c>KUBERNETES_SERVICE_HOST</c> and <c>KUBERNETES_SERVICE_PORT</c>, from which client
/// libraries take it together with the token in the pod's volume. It is the address by which the agent itself reaches the API; where that
/// is the loopback, which is another one in a pod with a network of its own, the node's main address stands for it.
/// </summary>
internal static class ApiAddress
{
    /// <summary>The variables of a pod; none where the API's address is not known.</summary>
    public static IEnumerable<KeyValuePair<string, string>> VariablesFor(Pod pod, NodeContext node, IReadOnlyList<string> podAddresses)
    {
        if (node.ApiServer is not { } server)
            return [];
        var shared = pod.Spec.HostNetwork == true || podAddresses.All(IsLoopback);
        var host = server.IsLoopback && !shared && node.Addresses is [var main, ..] ? main : server.Host.Trim('[', ']');
        var port = server.Port.ToString(CultureInfo.InvariantCulture);
        return
        [
            new("KUBERNETES_SERVICE_HOST", host),
            new("KUBERNETES_SERVICE_PORT", port),
            new("KUBERNETES_SERVICE_PORT_HTTPS", port),
        ];
    }

    private static bool IsLoopback(string address) => IPAddress.TryParse(address, out var parsed) && IPAddress.IsLoopback(parsed);
}

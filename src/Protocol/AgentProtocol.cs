namespace Krewe.Protocol;

/// <summary>What both ends of an agent's session must agree on before the first message.</summary>
public static class AgentProtocol
{
    /// <summary>The versions that this build speaks, oldest first.</summary>
    public static IReadOnlyList<int> Versions { get; } = [1];

    /// <summary>Path of the session's WebSocket. The client certificate names the node.</summary>
    public const string SessionPath = "/agent/v1/session";

    /// <summary>Path to which <see cref="JoinRequest"/> is posted as JSON.</summary>
    public const string JoinPath = "/agent/v1/join";

    /// <summary>Longest message that either end accepts, in bytes. A longer one ends the session.</summary>
    public const int LongestMessage = 64 * 1024 * 1024;

    /// <summary>
    /// Length of one message at which the server goes on in another (<see cref="DesiredPart"/>), in bytes. Far below
    /// <see cref="LongestMessage"/>, for what is counted are the objects only, and a pod stays whole with one of its objects at least.
    /// </summary>
    public const int PartLength = 8 * 1024 * 1024;

    /// <summary>Subject of a node's certificate: organization <c>system:nodes</c>, common name <c>system:node:NAME</c>.</summary>
    public const string NodeOrganization = "system:nodes";

    /// <summary>Prefix of the common name of a node's certificate.</summary>
    public const string NodeUserPrefix = "system:node:";

    /// <summary>What the version of an agent in <c>status.nodeInfo.kubeletVersion</c> ends with: it tells agents of this protocol from others.</summary>
    public const string AgentVersionSuffix = "+krewe";

    /// <summary>Path of the WebSocket that serves <see cref="OpenStream"/>.</summary>
    public static string StreamPath(string streamId) => $"/agent/v1/streams/{Uri.EscapeDataString(streamId)}";

    /// <summary>The newest version that both ends speak, or null when there is none.</summary>
    public static int? Negotiate(IEnumerable<int> offered) =>
        offered.Where(Versions.Contains).Select(version => (int?)version).Max();

    /// <summary>
    /// Conditions of a pod that the agent writes. In <see cref="PodObservation.Status"/> the server takes these from the agent and keeps
    /// every other condition (<c>PodScheduled</c>, readiness gates) as it is stored.
    /// </summary>
    public static IReadOnlyList<string> PodConditionsOfAgent { get; } =
        ["PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady"];
}

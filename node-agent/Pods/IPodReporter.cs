using Krewe.Protocol;

namespace Krewe.NodeAgent.Pods;

/// <summary>Takes what workers have to say. Never blocks; what cannot be kept is dropped, oldest first.</summary>
internal interface IPodReporter
{
    /// <summary>The newest status of a pod.</summary>
    void Report(PodObservation observation);

    /// <summary>Something that users should know.</summary>
    void Announce(AgentEvent happening);
}

using Krewe.NodeAgent.Images;
using Krewe.NodeAgent.Probes;
using Krewe.NodeAgent.Runtimes;
using Krewe.NodeAgent.Session;
using Krewe.NodeAgent.Tokens;
using Microsoft.Extensions.Logging;

namespace Krewe.NodeAgent.Pods;

/// <summary>What all workers of an agent share.</summary>
internal sealed record PodServices(
    IContainerRuntime Runtime,
    ImageKeeper Images,
    Prober Prober,
    NodeContext Node,
    IPodReporter Reporter,
    ControlPlaneContact Contact,
    TimeProvider Time,
    ILogger Logger,
    ITokenSource? Tokens = null);

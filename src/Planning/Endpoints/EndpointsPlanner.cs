using Krewe.Planning.Plans;

namespace Krewe.Planning.Endpoints;

/// <summary>Writes down where the pods of a service are: as EndpointSlices, and as one Endpoints object for older clients.</summary>
public static class EndpointsPlanner
{
    /// <summary>Plans for one service. A service without a selector is left to whoever writes its endpoints.</summary>
    public static EndpointsPlan Plan(ObservedService observed, PlanContext context) => throw new NotImplementedException();
}

namespace Krewe.Gateway.Routing;

/// <summary>What a request wants, in the words of the API.</summary>
internal enum ApiVerb
{
    Get,
    List,
    Watch,
    Create,
    Update,
    Patch,
    Delete,
    DeleteCollection,
}

internal static class ApiVerbs
{
    /// <summary>The name as it stands in metrics and messages.</summary>
    public static string Name(this ApiVerb verb) => verb switch
    {
        ApiVerb.Get => "get",
        ApiVerb.List => "list",
        ApiVerb.Watch => "watch",
        ApiVerb.Create => "create",
        ApiVerb.Update => "update",
        ApiVerb.Patch => "patch",
        ApiVerb.Delete => "delete",
        _ => "deletecollection",
    };
}

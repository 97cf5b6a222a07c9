using Krewe.Gateway.Authentication;

namespace Krewe.Gateway.Tests.Units;

public sealed class StaticTokensTests
{
    [Fact]
    public void Tokens_prove_users_and_groups()
    {
        var tokens = StaticTokens.Parse(["# a comment", "", "secret,ann,u1,\"a,b\"", "other,bob,"]);
        var ann = tokens.Find("secret").ShouldNotBeNull();
        ann.User.ShouldBe("ann");
        ann.Uid.ShouldBe("u1");
        ann.Groups.ShouldBe(["a", "b", "system:authenticated"]);
        tokens.Find("other").ShouldNotBeNull().User.ShouldBe("bob");
        tokens.Find("secre").ShouldBeNull();
        tokens.Find("").ShouldBeNull();
    }

    [Fact]
    public void A_line_that_is_none_is_named_without_its_secret()
    {
        var error = Should.Throw<FormatException>(() => StaticTokens.Parse(["good,ann,u1", "hunter2"]));
        error.Message.ShouldContain("line 2");
        error.Message.ShouldNotContain("hunter2");
    }
}

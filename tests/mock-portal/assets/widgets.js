/* Mouse and keyboard behaviour of the widgets. Listeners sit on the document, so replaced nodes need none. */
(function () {
  "use strict";

  function on(event, selector, listener) {
    document.addEventListener(event, function (e) {
      var node = e.target.closest ? e.target.closest(selector) : null;
      if (node) {
        listener(node, e);
      }
    });
  }

  /* Boxes of radio buttons and checkboxes. */

  function nativeOf(box) {
    return box.parentNode.querySelector("input");
  }

  function draw(native) {
    var box = native.closest(".ui-radiobutton, .ui-chkbox").querySelector(".ui-radiobutton-box, .ui-chkbox-box");
    var icon = box.firstElementChild;
    var mark = native.type === "radio" ? "ui-icon-bullet" : "ui-icon-check";
    var focused = document.activeElement === native;
    box.classList.toggle("ui-state-active", native.checked && !focused);
    icon.classList.toggle("ui-icon", native.checked);
    icon.classList.toggle(mark, native.checked);
  }

  function drawGroup(native) {
    var scope = native.type === "radio" ? native.closest("table").querySelectorAll("input") : [native];
    Array.prototype.forEach.call(scope, draw);
  }

  function press(native) {
    if (!native || native.disabled || (native.type === "radio" && native.checked)) {
      return;
    }
    native.checked = native.type === "radio" || !native.checked;
    drawGroup(native);
    native.dispatchEvent(new Event("change", { bubbles: true }));
  }

  on("click", ".ui-radiobutton-box, .ui-chkbox-box", function (box) { press(nativeOf(box)); });
  on("click", ".ui-chkbox-label", function (label) { press(nativeOf(label)); });
  on("click", ".ui-selectoneradio label", function (label, e) {
    e.preventDefault();
    press(document.getElementById(label.htmlFor));
  });
  on("keydown", ".ui-radiobutton input", function (native, e) {
    if (e.key === " ") {
      e.preventDefault();
      native.checked = true;
      drawGroup(native);
    }
  });
  on("keyup", ".ui-radiobutton input", function (native, e) {
    if (e.key === " ") {
      e.preventDefault();
    }
  });
  ["focusin", "focusout"].forEach(function (event) {
    on(event, ".ui-radiobutton input, .ui-chkbox input", function (native) {
      window.setTimeout(function () {
        if (native.isConnected) {
          draw(native);
        }
      }, 0);
    });
  });

  on("change", "[data-ajax-change] input, [data-ajax-change] textarea", function (field) {
    if (field.closest(".ui-radiobutton, .ui-chkbox")) {
      drawGroup(field);
    }
    var source = field.type === "radio" ? field.name : field.id.replace(/_input$/, "");
    PrimeFaces.ab({ source: source, event: "valueChange", process: "@this" });
  });

  /* Tabs. A dynamic tab gets its content with the first click. */

  function showTab(tabs, item) {
    var items = Array.prototype.slice.call(item.parentNode.children);
    var panels = tabs.querySelector(".ui-tabs-panels").children;
    items.forEach(function (other, at) {
      var chosen = other === item;
      other.classList.toggle("ui-tabs-selected", chosen);
      other.classList.toggle("ui-state-active", chosen);
      other.setAttribute("aria-expanded", String(chosen));
      panels[at].classList.toggle("ui-helper-hidden", !chosen);
      panels[at].setAttribute("aria-hidden", String(!chosen));
    });
  }

  on("click", ".ui-tabs-nav a", function (link, e) {
    e.preventDefault();
    var tabs = link.closest(".ui-tabs");
    var item = link.closest("li");
    var at = Array.prototype.indexOf.call(item.parentNode.children, item);
    var panel = tabs.querySelector(".ui-tabs-panels").children[at];
    if (item.classList.contains("ui-state-active")) {
      return;
    }
    document.getElementById(tabs.id + "_activeIndex").value = String(at);
    if (panel.dataset.loaded && !tabs.dataset.tabchange) {
      showTab(tabs, item);
      return;
    }
    PrimeFaces.ab({
      source: tabs.id,
      process: "@this",
      params: [[tabs.id + "_contentLoad", "true"], [tabs.id + "_newTab", panel.id], [tabs.id + "_tabindex", String(at)]],
      oncomplete: function () {
        panel.dataset.loaded = "true";
        showTab(tabs, item);
      }
    });
  });

  /* Data table. */

  function feature(table, name, params) {
    PrimeFaces.ab({
      source: table.id,
      process: "@this",
      rowsOnly: table.id,
      params: [[table.id + "_" + name, "true"], [table.id + "_encodeFeature", "true"]].concat(params),
      oncomplete: function (args) { drawPaginators(table, args); }
    });
  }

  function drawPaginators(table, args) {
    var rows = rowsPerPage(table);
    var pages = Math.max(1, Math.ceil(args.totalRecords / rows));
    var page = Math.floor(args.first / rows) + 1;
    table.querySelectorAll(".ui-paginator").forEach(function (paginator) {
      paginator.querySelector(".ui-paginator-current").textContent = "(" + page + " of " + pages + ")";
      ["first", "prev"].forEach(function (name) {
        paginator.querySelector(".ui-paginator-" + name).classList.toggle("ui-state-disabled", page === 1);
      });
      ["next", "last"].forEach(function (name) {
        paginator.querySelector(".ui-paginator-" + name).classList.toggle("ui-state-disabled", page === pages);
      });
      var jump = paginator.querySelector(".ui-paginator-jtp-select");
      jump.replaceChildren();
      for (var at = 0; at < pages; at += 1) {
        jump.add(new Option(String(at + 1), String(at), false, at + 1 === page));
      }
    });
  }

  function rowsPerPage(table) {
    var choice = table.querySelector(".ui-paginator-rpp-options");
    return Number(table.dataset.rows || (choice ? choice.value : 10));
  }

  function turn(table, page) {
    var rows = rowsPerPage(table);
    feature(table, "pagination", [[table.id + "_first", String(page * rows)], [table.id + "_rows", String(rows)]]);
  }

  on("click", ".ui-paginator > span.ui-state-default", function (button) {
    if (button.classList.contains("ui-state-disabled")) {
      return;
    }
    var table = button.closest(".ui-datatable");
    var numbers = /\((\d+) of (\d+)\)/.exec(table.querySelector(".ui-paginator-current").textContent);
    var page = Number(numbers[1]) - 1;
    var target = { first: 0, prev: page - 1, next: page + 1, last: Number(numbers[2]) - 1 };
    Object.keys(target).forEach(function (name) {
      if (button.classList.contains("ui-paginator-" + name)) {
        turn(table, target[name]);
      }
    });
  });
  on("change", ".ui-paginator-jtp-select", function (select) {
    turn(select.closest(".ui-datatable"), Number(select.value));
  });
  on("change", ".ui-paginator-rpp-options", function (select) {
    var table = select.closest(".ui-datatable");
    table.dataset.rows = select.value;
    table.querySelectorAll(".ui-paginator-rpp-options").forEach(function (twin) { twin.value = select.value; });
    turn(table, 0);
  });
  on("keyup", ".ui-datatable-header input", function (input) {
    feature(input.closest(".ui-datatable"), "filtering", []);
  });
  on("keyup", ".description-filter", function (input) {
    feature(input.closest("form").querySelector(".ui-datatable"), "filtering", []);
  });
  on("click", ".ui-sortable-column", function (head) {
    var table = head.closest(".ui-datatable");
    var icon = head.querySelector(".ui-sortable-column-icon");
    var down = icon.classList.contains("ui-icon-triangle-1-n");
    icon.className = "ui-sortable-column-icon ui-icon " + (down ? "ui-icon-triangle-1-s" : "ui-icon-triangle-1-n");
    feature(table, "sorting", [[table.id + "_sortKey", head.id], [table.id + "_sortDir", down ? "-1" : "1"]]);
  });
  on("click", ".show-advanced", function (button) {
    button.closest("form").querySelector(".advanced").classList.toggle("ui-helper-hidden");
  });

  /* The one dialog that every confirming control uses. Only stored markup of this page is run. */

  var confirmed = null;

  PrimeFaces.confirm = function (control) {
    var asked = control.dataset;
    var act = new Function(control.getAttribute("data-pfconfirmcommand"));
    var again = asked.again && function () { ask(asked, asked.again, asked.againNative, act); };
    ask(asked, asked.message, asked.native, again || act);
  };

  function ask(asked, message, native, then) {
    if (native) {
      if (window.confirm(message)) {
        then();
      }
      return;
    }
    openDialog(asked, message, then);
  }

  function openDialog(asked, message, then) {
    var dialog = document.querySelector(".ui-confirm-dialog");
    confirmed = then;
    dialog.querySelector(".ui-confirm-dialog-message").textContent = message;
    dialog.querySelector(".ui-confirmdialog-yes .ui-button-text").textContent = asked.yes;
    dialog.querySelector(".ui-confirmdialog-no .ui-button-text").textContent = asked.no;
    var overlay = document.createElement("div");
    overlay.id = dialog.id + "_modal";
    overlay.className = "ui-widget-overlay";
    overlay.style.zIndex = "1100";
    document.body.append(overlay, dialog);
    dialog.style.zIndex = "1101";
    dialog.classList.replace("ui-overlay-hidden", "ui-overlay-visible");
    dialog.setAttribute("aria-hidden", "false");
    dialog.querySelector(".ui-confirmdialog-no").focus();
  }

  function closeDialog() {
    var dialog = document.querySelector(".ui-confirm-dialog");
    dialog.classList.replace("ui-overlay-visible", "ui-overlay-hidden");
    dialog.setAttribute("aria-hidden", "true");
    document.getElementById(dialog.id + "_modal").remove();
  }

  on("click", ".ui-confirmdialog-yes", function () {
    closeDialog();
    confirmed();
  });
  on("click", ".ui-confirmdialog-no", closeDialog);
  on("click", ".ui-confirm-dialog .ui-dialog-titlebar-close", function (link, e) {
    e.preventDefault();
    closeDialog();
  });

  /* The small menu at the end of a row. */

  function closeMenus(but) {
    document.querySelectorAll(".row-menu.open").forEach(function (menu) {
      if (menu !== but) {
        menu.classList.remove("open");
      }
    });
  }

  document.addEventListener("click", function (e) {
    var opener = e.target.closest(".row-menu-button");
    var menu = opener && opener.closest(".row-menu");
    closeMenus(menu);
    if (menu) {
      menu.classList.toggle("open");
    }
  });

  document.addEventListener("keydown", function (e) {
    var open = document.querySelectorAll(".ui-dialog.ui-overlay-visible");
    if (open.length && !open[open.length - 1].contains(e.target)) {
      e.preventDefault();
    }
  }, true);

  /* Growl and blocker: what an answer shows for a while. */

  PrimeFaces.afterUpdate.push(function () {
    document.querySelectorAll(".growl-source").forEach(function (source) {
      var text = source.textContent.trim();
      if (!text) {
        return;
      }
      showGrowl(source.id + "_container", source.dataset.severity, text, Number(source.dataset.life));
      source.textContent = "";
    });
  });

  function showGrowl(id, severity, text, life) {
    var container = document.getElementById(id);
    if (!container) {
      container = document.createElement("div");
      container.id = id;
      container.className = "ui-growl ui-widget";
      document.body.append(container);
    }
    var item = document.createElement("div");
    item.className = "ui-growl-item-container ui-state-highlight ui-corner-all";
    item.setAttribute("aria-live", "polite");
    item.innerHTML = "<div class='ui-growl-item'><span class='ui-growl-image ui-growl-image-" + severity + "'></span><div class='ui-growl-message'><span class='ui-growl-title'></span><p></p></div></div>";
    item.querySelector(".ui-growl-title").textContent = text;
    container.replaceChildren(item);
    window.setTimeout(function () { item.remove(); }, life);
  }

  PrimeFaces.afterUpdate.push(function (args) {
    var blocker = document.querySelector(".ui-blockui");
    if (!blocker || !args.blockerMs) {
      return;
    }
    blocker.classList.remove("ui-helper-hidden");
    window.clearTimeout(blocker.timer);
    blocker.timer = window.setTimeout(function () { blocker.classList.add("ui-helper-hidden"); }, args.blockerMs);
  });

  /* What lies over a page until it is closed. */

  on("click", ".page-overlay-close", function (button) { button.closest(".page-overlay").remove(); });

  /* The menu of the person, for those who click rather than hover. */

  on("click", ".user-name", function (link, e) {
    e.preventDefault();
    link.closest(".user-box").classList.toggle("open");
  });
  document.addEventListener("click", function (e) {
    if (!e.target.closest(".user-box")) {
      document.querySelectorAll(".user-box.open, .has-flyout.open").forEach(function (node) {
        node.classList.remove("open");
      });
    }
  });
  on("click", ".has-flyout > a", function (link, e) {
    e.preventDefault();
    link.parentNode.classList.add("open");
  });
})();

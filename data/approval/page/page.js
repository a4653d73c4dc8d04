// The page: what was shown, what was decided, and the answer that carries both.
// Nothing that a person wrote is ever read as markup: it goes through value and
// textContent only.
(function () {
	const pack = document.getElementById('pack');
	const word = function (name) { return pack.dataset['word' + name]; };
	const id = function (name) { return document.getElementById(name); };
	const all = function (selector, within) { return Array.from((within || document).querySelectorAll(selector)); };

	// Bytes.
	const utf8 = function (text) { return new TextEncoder().encode(text); };
	const hex = function (bytes) {
		return Array.from(bytes, function (b) { return b.toString(16).padStart(2, '0'); }).join('');
	};
	const unhex = function (text) {
		return Uint8Array.from(text.match(/../g) || [], function (pair) { return parseInt(pair, 16); });
	};
	const base64 = function (bytes) {
		let binary = '';
		for (let at = 0; at < bytes.length; at += 8192) {
			binary += String.fromCharCode.apply(null, bytes.subarray(at, at + 8192));
		}
		return btoa(binary);
	};
	const unbase64 = function (text) {
		return Uint8Array.from(atob(text), function (c) { return c.charCodeAt(0); });
	};

	// What the page shows: each element that bears data-seen, in order.
	function shown(element) {
		if (element.dataset.value !== undefined) return element.dataset.value;
		if (element.tagName === 'IMG') {
			return hex(sha256(unbase64(element.getAttribute('src').split(',')[1] || '')));
		}
		return element.textContent;
	}
	function seen() {
		return all('[data-seen]').map(function (element) { return [element.dataset.seen, shown(element)]; });
	}
	// Netstrings, as the desk signed them.
	function canonical(fields) {
		return fields.map(function (field) {
			return field.map(function (text) { return utf8(text).length + ':' + text + ','; }).join('');
		}).join('');
	}
	function damaged() {
		try {
			return hex(sha256(utf8(canonical(seen())))) !== pack.dataset.digest;
		} catch (unreadable) {
			return true;
		}
	}

	// One post.
	function Post(article) {
		const post = this;
		post.id = article.dataset.post;
		post.radios = all('input[type=radio]', article);
		post.comment = article.querySelector('.comment textarea');
		post.hint = article.querySelector('.hint');
		post.clear = article.querySelector('.clear');
		post.article = article;
		post.texts = all('.part', article).map(function (part) { return new Wording(part); });
		post.clear.addEventListener('click', function () {
			post.decide('');
			post.radios[0].focus();
			changed();
		});
		article.addEventListener('change', changed);
		article.addEventListener('input', changed);
	}
	Post.prototype.decision = function () {
		const chosen = this.radios.filter(function (radio) { return radio.checked; })[0];
		return chosen ? chosen.value : '';
	};
	Post.prototype.decide = function (decision) {
		this.radios.forEach(function (radio) { radio.checked = radio.value === decision; });
	};
	Post.prototype.show = function () {
		const decision = this.decision();
		this.article.dataset.decision = decision;
		this.clear.hidden = decision === '';
		this.hint.hidden = decision !== 'change';
		this.texts.forEach(function (text) { text.show(decision === 'change'); });
		grow(this.comment);
	};
	// What the answer says of it; null when nothing was said.
	Post.prototype.reply = function () {
		const decision = this.decision(), comment = this.comment.value.trim();
		if (!decision && !comment) return null;
		const texts = decision !== 'change' ? [] : this.texts.filter(function (text) { return text.edited(); });
		return {
			post: this.id, decision: decision, comment: comment,
			texts: texts.map(function (text) {
				return { account: text.account, part: text.part, text: text.area.value };
			}),
		};
	};

	// One text that can be changed in its place.
	function Wording(part) {
		const text = this;
		text.original = part.querySelector('.original');
		text.edit = part.querySelector('.edit');
		text.area = part.querySelector('.wording');
		text.restore = part.querySelector('.restore');
		text.account = text.area.dataset.account;
		text.part = Number(text.area.dataset.part);
		text.area.value = text.original.textContent;
		text.restore.addEventListener('click', function () {
			text.area.value = text.original.textContent;
			text.area.focus();
			changed();
		});
	}
	Wording.prototype.edited = function () { return this.area.value !== this.original.textContent; };
	Wording.prototype.show = function (open) {
		this.original.hidden = open;
		this.edit.hidden = !open;
		this.restore.hidden = !this.edited();
		grow(this.area);
	};

	function grow(area) {
		area.style.height = 'auto';
		area.style.height = area.scrollHeight + 2 + 'px';
	}

	// What is not sent yet stays in this browser, where it lets us.
	const place = 'parvis-approval-' + pack.dataset.signature;
	function keep() {
		const state = { name: id('name').value, posts: {} };
		posts.forEach(function (post) {
			state.posts[post.id] = {
				decision: post.decision(), comment: post.comment.value,
				texts: post.texts.map(function (text) { return text.edited() ? text.area.value : null; }),
			};
		});
		try {
			localStorage.setItem(place, JSON.stringify(state));
			return true;
		} catch (refused) {
			return false;
		}
	}
	function recall() {
		let state = null;
		try {
			state = JSON.parse(localStorage.getItem(place));
		} catch (unreadable) {
			return;
		}
		if (!state || typeof state !== 'object') return;
		const write = function (area, text) { if (typeof text === 'string') area.value = text; };
		write(id('name'), state.name);
		posts.forEach(function (post) {
			const kept = (state.posts || {})[post.id] || {};
			post.decide(kept.decision || '');
			write(post.comment, kept.comment);
			post.texts.forEach(function (text, i) { write(text.area, (kept.texts || [])[i]); });
		});
	}

	// The answer stays the same one, however often it is taken, until something
	// in it changes.
	let sealed = null;
	function answer() {
		if (sealed) return sealed;
		const serial = hex(crypto.getRandomValues(new Uint8Array(16)));
		const body = utf8(JSON.stringify({
			seen: seen(), serial: serial, reader: id('name').value.trim(), at: new Date().toISOString(),
			posts: posts.map(function (post) { return post.reply(); }).filter(Boolean),
		}));
		sealed = JSON.stringify({
			parvis: 'approval-answer', version: 1, desk: pack.dataset.desk, signature: pack.dataset.signature,
			body: base64(body), check: hex(hmac(unhex(pack.dataset.seal), body)),
		});
		return sealed;
	}

	function say(text, warn) {
		id('said').textContent = text;
		id('said').classList.toggle('warn', Boolean(warn));
	}

	// ready tells whether there is something to answer, and says what is missing.
	function ready() {
		if (!posts.some(function (post) { return post.reply(); })) {
			say(word('Nothing'), true);
			posts[0].radios[0].focus();
			return false;
		}
		if (!id('name').value.trim()) {
			say(word('Name'), true);
			id('name').focus();
			return false;
		}
		return true;
	}
	function done(text) {
		const open = posts.filter(function (post) { return !post.decision(); }).length;
		say(open ? text + ' ' + word('Open').replace('%1', open) : text, false);
	}

	let saved = null;
	function save() {
		if (!ready()) return false;
		const link = document.createElement('a');
		link.href = URL.createObjectURL(new Blob([answer()], { type: 'application/octet-stream' }));
		link.download = pack.dataset.file;
		document.body.appendChild(link);
		link.click();
		link.remove();
		setTimeout(function () { URL.revokeObjectURL(link.href); }, 60000);
		saved = sealed;
		done(word('Saved'));
		return true;
	}

	function copy() {
		if (!ready()) return;
		const area = id('copied');
		area.value = answer();
		area.hidden = false;
		area.focus();
		area.select();
		let copied = false;
		try {
			copied = document.execCommand('copy');
		} catch (refused) {
			copied = false;
		}
		done(word(copied ? 'Copied' : 'Select'));
	}

	function approveAll() {
		const open = posts.filter(function (post) { return !post.decision(); });
		open.forEach(function (post) { post.decide('approve'); });
		changed();
		id('all-said').textContent = word('All').replace('%1', open.length);
	}

	function counted() {
		const n = { approve: 0, change: 0, refuse: 0, '': 0 };
		posts.forEach(function (post) { n[post.decision()]++; });
		return word('Counts').replace('%1', n.approve).replace('%2', n.change).replace('%3', n.refuse).replace('%4', n['']);
	}

	function show() {
		posts.forEach(function (post) { post.show(); });
		id('counts').textContent = id('counts-again').textContent = counted();
		const until = id('until').dataset.value;
		id('late').hidden = !until || Date.now() <= Date.parse(until);
	}

	function changed() {
		sealed = null;
		id('copied').hidden = true;
		id('all-said').textContent = '';
		say('', false);
		show();
		id('kept').textContent = word(keep() ? 'Kept' : 'Unkept');
	}

	document.documentElement.classList.add('js');
	id('damaged').hidden = !damaged();
	const posts = all('.post').map(function (article) { return new Post(article); });
	recall();
	show();
	id('form').addEventListener('submit', function (event) { event.preventDefault(); });
	id('name').addEventListener('input', changed);
	id('all').addEventListener('click', approveAll);
	id('save').addEventListener('click', save);
	id('copy').addEventListener('click', copy);
	if (id('mail')) {
		id('mail').addEventListener('click', function (event) {
			if ((saved === null || saved !== sealed) && !save()) event.preventDefault();
		});
	}
	window.addEventListener('resize', show);
})();
